"""What follows a meeting or a visit: outcomes and findings are assigned or raised; the next regular
meeting."""

from dataclasses import replace

from services.scheduling.domain.meeting.repeating import look_now
from services.scheduling.domain.visit.duplicating import MatterFacts
from services.scheduling.storage.lookups import last_of_series, series
from services.scheduling.storage.tables import MEETING, VISIT
from services.scheduling.storage.turn import take_turn
from shared.kernel.journal.act import act, create
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.intake import SubmissionEvent, SubmissionSnapshot
from shared.language.contracts.intake.submission_states import ACCEPTED, NEED_INFO, RECEIVED
from shared.language.contracts.scheduling import CancelMeeting, LookAtSeries, MoveMeeting, PlanMeeting


async def follow_item(message: Message[ItemAssigned], work: Work) -> Refusal | None:
    """Tell the meeting whose outcome it is, or the visit at which it was found; small matters come of
    neither."""
    item = message.data.item
    if item.visit_id:
        facts = await _matter_of(item.visit_id, item.finding_id, work)
        return await act(VISIT, message, work, item.visit_id, facts)
    return await act(MEETING, message, work, item.meeting_id) if item.meeting_id else None


async def _matter_of(visit_id: str, finding_id: str | None, work: Work) -> MatterFacts:
    """What is known of the matter that was raised of the finding, if one was."""
    visit = await work.require(VISIT, visit_id)
    ids = [one.submission_id for one in visit.found if one.finding_id == finding_id]
    if not ids or ids[0] is None:
        return MatterFacts()
    matter = await work.known("submission", ids[0], SubmissionSnapshot)
    return MatterFacts(matter is not None and matter.state in (RECEIVED, NEED_INFO, ACCEPTED))


async def follow_matter(message: Message[SubmissionEvent], work: Work) -> Refusal | None:
    """Tell the visit at which it was found of its beginning and of its way; most matters come of none."""
    visit_id = message.data.submission.visit_id
    return await act(VISIT, message, work, visit_id) if visit_id else None


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
