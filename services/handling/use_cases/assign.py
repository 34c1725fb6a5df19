"""Items come into being: assigned from a meeting's outcome, a visit's finding or directly, or opened for a
small matter.

An item's id follows from its outcome, topic or matter, so that two at once, or a message under a second id,
cannot make two; and from the item before, if a small matter came back and is sent down once more.
"""

from collections.abc import Iterable

from services.handling.domain.item.assigning import AssignFacts, raisers_matters
from services.handling.domain.item.fast_lane import FastLaneFacts
from services.handling.domain.item.finding import FindingFacts
from services.handling.storage.tables import ITEM
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal, Unprocessable
from shared.kernel.messages.ids import derived_id
from shared.language.behaviour import lawful
from shared.language.contracts.handling import AssignDirectly, AssignFinding, AssignItem
from shared.language.contracts.intake import SubmissionFastLaned, SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot, Outcome, VisitSnapshot


async def assign_item(message: Message[AssignItem], work: Work) -> Refusal | None:
    """Look up the outcome, whether it has its item, and the submissions; let the table decide."""
    command = message.data
    item_id = derived_id("item", work.tenant, "outcome", command.outcome_id)

    facts = await _about(command, item_id, work)
    decision = ITEM.behaviour.decide(None, command, work.situation(facts, new_id=item_id))
    return work.carry_out(ITEM, decision)


async def _about(command: AssignItem, item_id: str, work: Work) -> AssignFacts:
    known = work.tables.known.c
    named = {"outcomes": [{"outcome_id": command.outcome_id}]}
    meetings = await work.known_all("meeting", MeetingSnapshot, known.data.contains(named))
    outcomes = {
        outcome.outcome_id: (meeting, outcome) for meeting in meetings for outcome in meeting.outcomes
    }
    meeting, outcome = outcomes.get(command.outcome_id, (None, None))
    topic_id = outcome.topic_id if outcome else None
    topic = await work.known("topic", topic_id, TopicSnapshot) if topic_id else None
    return AssignFacts(
        topic=topic,
        meeting=meeting,
        outcome=outcome,
        submissions=await _raisers(raisers_matters(command.submission_ids, topic), work),
        assigned=await work.load(ITEM, item_id) is not None,
        left_out=await _left_out(command, outcome, meeting, topic, work),
    )


async def _left_out(
    command: AssignItem,
    outcome: Outcome | None,
    meeting: MeetingSnapshot | None,
    topic: TopicSnapshot | None,
    work: Work,
) -> tuple[str, ...]:
    """The topic's matters that neither this nor an earlier item of it answers, if no outcome about it is left
    to assign. Whoever names none, leaves none out."""
    if not (outcome and meeting and topic and command.submission_ids):
        return ()
    items = await work.find(ITEM, ITEM.table.c.data.contains({"topic_id": topic.topic_id}))
    assigned = {outcome.outcome_id, *(item.outcome_id for item in items)}
    about_it = {one.outcome_id for one in meeting.outcomes if one.topic_id == topic.topic_id}
    if about_it - assigned:
        return ()
    answered = {*command.submission_ids, *(id for item in items for id in item.submission_ids)}
    return tuple(id for id in topic.submission_ids if id not in answered)


async def assign_finding(message: Message[AssignFinding], work: Work) -> Refusal | None:
    """Look up the visit, and whether its finding has an item; let the table decide."""
    command = message.data
    item_id = derived_id("item", work.tenant, "finding", command.finding_id)
    visit = await work.known("visit", command.visit_id, VisitSnapshot)
    facts = FindingFacts(visit, assigned=await work.load(ITEM, item_id) is not None)
    return work.carry_out(ITEM, ITEM.behaviour.decide(None, command, work.situation(facts, new_id=item_id)))


async def assign_directly(message: Message[AssignDirectly], work: Work) -> Refusal | None:
    """Look up the topic, whether it was assigned so, and the submissions; let the table decide."""
    command = message.data
    item_id = derived_id("item", work.tenant, "topic", command.topic_id)

    topic = await work.known("topic", command.topic_id, TopicSnapshot)
    submissions = await _raisers(topic.submission_ids if topic else (), work)
    there = await work.load(ITEM, item_id) is not None
    facts = AssignFacts(meeting=None, outcome=None, submissions=submissions, assigned=there, topic=topic)
    return work.carry_out(ITEM, ITEM.behaviour.decide(None, command, work.situation(facts, new_id=item_id)))


async def _raisers(ids: Iterable[str], work: Work) -> tuple[SubmissionSnapshot, ...]:
    return tuple(await work.known_all("submission", SubmissionSnapshot, work.tables.known.c.id.in_(ids)))


async def open_fast_lane(message: Message[SubmissionFastLaned], work: Work) -> Refusal | None:
    """Open the small matter's item, unless it has one. Raises Unprocessable for a department that does not
    exist."""
    submission = message.data.submission
    departments = lawful(work).directory.departments
    if submission.department is None or submission.department not in departments:
        raise Unprocessable("invalid_data", f"{submission.submission_id}: no such department")
    before = (submission.item_id,) if submission.item_id else ()
    item_id = derived_id("item", work.tenant, "submission", submission.submission_id, *before)

    item = await work.load(ITEM, item_id)
    known = await work.known("submission", submission.submission_id, SubmissionSnapshot)
    situation = work.situation(FastLaneFacts(submission.department, known), new_id=item_id)
    return work.carry_out(ITEM, ITEM.behaviour.decide(item, message.data, situation))
