"""Items come into being: assigned from a meeting's outcome, or opened for a small matter.

An item's id follows from its outcome or submission, so that two at once, or a message under a second id,
cannot make two; and from the item before, if a small matter came back and is sent down once more.
"""

from services.handling.domain.item.assigning import AssignFacts, raisers_matters
from services.handling.domain.item.fast_lane import FastLaneFacts
from services.handling.storage.tables import ITEM
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal, Unprocessable
from shared.kernel.messages.ids import derived_id
from shared.language.behaviour import lawful
from shared.language.contracts.handling import AssignItem
from shared.language.contracts.intake import SubmissionFastLaned, SubmissionSnapshot, TopicSnapshot
from shared.language.contracts.scheduling import MeetingSnapshot


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
    ids = raisers_matters(command, topic)
    submissions = await work.known_all("submission", SubmissionSnapshot, known.id.in_(ids))
    return AssignFacts(
        topic=topic,
        meeting=meeting,
        outcome=outcome,
        submissions=tuple(submissions),
        assigned=await work.load(ITEM, item_id) is not None,
    )


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
    situation = work.situation(FastLaneFacts(submission.department), new_id=item_id)
    return work.carry_out(ITEM, ITEM.behaviour.decide(item, message.data, situation))
