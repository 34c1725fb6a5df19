"""The office invites."""

from services.scheduling.storage.lookups import booked_meetings
from services.scheduling.storage.tables import MEETING
from services.scheduling.storage.turn import take_turn
from shared.contracts.envelope import Message
from shared.contracts.scheduling import ConveneMeeting
from shared.errors import Refusal
from shared.journal.act import act
from shared.journal.work import Work


async def convene_meeting(message: Message[ConveneMeeting], work: Work) -> Refusal | None:
    """Book room and head for the meeting's hours."""
    await take_turn(work)
    return await act(MEETING, message, work, facts=await booked_meetings(work))
