"""The office closes the agenda."""

from services.scheduling.storage.lookups import agenda_facts
from services.scheduling.storage.tables import MEETING
from services.scheduling.storage.turn import take_turn
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.scheduling import FreezeAgenda


async def freeze_agenda(message: Message[FreezeAgenda], work: Work) -> Refusal | None:
    """Assemble the agenda from the facts known now."""
    await take_turn(work)
    meeting = await work.require(MEETING, message.data.meeting_id)
    situation = work.situation(await agenda_facts(work, meeting))
    return work.carry_out(MEETING, MEETING.behaviour.decide(meeting, message.data, situation))
