"""The office closes the agenda."""

from services.scheduling.storage.lookups import agenda_material
from services.scheduling.storage.tables import MEETING
from services.scheduling.storage.turn import take_turn
from shared.contracts.envelope import Message
from shared.contracts.scheduling import FreezeAgenda
from shared.errors import Refusal, refuse
from shared.journal.work import Work


async def freeze_agenda(message: Message[FreezeAgenda], work: Work) -> Refusal | None:
    """Assemble the agenda from what is known now."""
    await take_turn(work)
    meeting = await work.load(MEETING, message.data.meeting_id)
    if meeting is None:
        return refuse("unknown_thing", "data.meeting_id", thing="meeting", id=message.data.meeting_id)
    facts = await agenda_material(work, meeting)
    return work.carry_out(MEETING, MEETING.table.decide(meeting, message.data, work.situation(facts)))
