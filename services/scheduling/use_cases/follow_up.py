"""What should have followed a meeting by now: the next regular one, the assignment of its outcomes."""

from services.scheduling.storage.lookups import assigned, series
from services.scheduling.storage.tables import MEETING
from shared.kernel.journal.act import act
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.scheduling import NextMeetingDue, OutcomesDue


async def follow_series(message: Message[NextMeetingDue], work: Work) -> Refusal | None:
    """Look up the series; let the table decide whether one is missing."""
    return await act(MEETING, message, work, facts=await series(work))


async def follow_outcomes(message: Message[OutcomesDue], work: Work) -> Refusal | None:
    """Look up the items; let the table decide whether an outcome has none."""
    return await act(MEETING, message, work, facts=await assigned(work, message.data.meeting_id))
