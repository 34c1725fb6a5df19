"""What follows a meeting: the assignment of its outcomes, and the next regular one."""

from services.scheduling.domain.meeting.repeating import look_now
from services.scheduling.storage.lookups import last_of_series, series
from services.scheduling.storage.tables import MEETING
from shared.kernel.journal.act import act, create
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.scheduling import CancelMeeting, LookAtSeries, PlanMeeting


async def follow_outcome(message: Message[ItemAssigned], work: Work) -> Refusal | None:
    """Tell the meeting whose outcome it is; small matters come of none."""
    meeting_id = message.data.item.meeting_id
    return await act(MEETING, message, work, meeting_id) if meeting_id else None


async def look_at_series(message: Message[LookAtSeries], work: Work) -> Refusal | None:
    """Look up the series; let the table decide whether another day follows."""
    return await act(MEETING, message, work, facts=await series(work))


async def plan_meeting(message: Message[PlanMeeting], work: Work) -> Refusal | None:
    """Plan it; the meeting held last may have waited for it."""
    refusal = await create(MEETING, message, work)
    return await _with_the_last(refusal, work)


async def cancel_meeting(message: Message[CancelMeeting], work: Work) -> Refusal | None:
    """Call it off; the meeting held last may have to wait for another."""
    refusal = await act(MEETING, message, work)
    return await _with_the_last(refusal, work)


async def _with_the_last(refusal: Refusal | None, work: Work) -> Refusal | None:
    if refusal is None and (last := await last_of_series(work)):
        work.set_timers((look_now(last.meeting_id, work.now),))
    return refusal
