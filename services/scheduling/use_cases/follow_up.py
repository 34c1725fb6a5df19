"""What follows a meeting: the assignment of its outcomes, and the next regular one."""

from dataclasses import replace

from services.scheduling.domain.meeting.repeating import look_now
from services.scheduling.storage.lookups import last_of_series, series
from services.scheduling.storage.tables import MEETING
from services.scheduling.storage.turn import take_turn
from shared.kernel.journal.act import act, create
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.scheduling import CancelMeeting, LookAtSeries, MoveMeeting, PlanMeeting


async def follow_outcome(message: Message[ItemAssigned], work: Work) -> Refusal | None:
    """Tell the meeting whose outcome it is; small matters come of none."""
    meeting_id = message.data.item.meeting_id
    return await act(MEETING, message, work, meeting_id) if meeting_id else None


async def look_at_series(message: Message[LookAtSeries], work: Work) -> Refusal | None:
    """Look up the series; plan the next one if it is the platform's turn; let the table decide whether
    another day follows."""
    await take_turn(work)
    facts = replace(await series(work), last=await work.require(MEETING, message.data.meeting_id))
    planned = MEETING.behaviour.decide(None, message.data, work.situation(facts, new_id=work.new_id()))
    if isinstance(planned, Moved):
        work.carry_out(MEETING, planned)
        facts = replace(facts, days=facts.days | {planned.after.day})
    return await act(MEETING, message, work, facts=facts)


async def plan_meeting(message: Message[PlanMeeting], work: Work) -> Refusal | None:
    """Plan it; the meeting held last may have waited for it."""
    refusal = await create(MEETING, message, work)
    return await _with_the_last(refusal, work)


async def cancel_meeting(message: Message[CancelMeeting], work: Work) -> Refusal | None:
    """Call it off; the meeting held last may have to wait for another."""
    refusal = await act(MEETING, message, work)
    return await _with_the_last(refusal, work)


async def move_meeting(message: Message[MoveMeeting], work: Work) -> Refusal | None:
    """Move it; the meeting held last sees the new day."""
    refusal = await act(MEETING, message, work)
    return await _with_the_last(refusal, work)


async def _with_the_last(refusal: Refusal | None, work: Work) -> Refusal | None:
    if refusal is None and (last := await last_of_series(work)):
        work.set_timers((look_now(last.meeting_id, work.now),))
    return refusal
