"""The office invites."""

from services.scheduling.storage.lookups import bookings
from services.scheduling.storage.tables import MEETING
from services.scheduling.storage.turn import take_turn
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.scheduling import ConveneMeeting


async def convene_meeting(message: Message[ConveneMeeting], work: Work) -> Refusal | None:
    """Book room and head for the meeting's hours."""
    await take_turn(work)
    meeting = await work.require(MEETING, message.data.meeting_id)
    situation = work.situation(await bookings(work))
    return work.carry_out(MEETING, MEETING.behaviour.decide(meeting, message.data, situation))
