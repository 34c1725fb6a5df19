"""It concerns me too."""

from typing import Any

from services.intake.domain.submission import Submission
from services.intake.domain.support import people_behind, person_of
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.contracts.envelope import Message
from shared.errors import Refusal, refuse
from shared.journal.work import Work
from shared.state_machine import Transition


async def support(message: Message[Any], work: Work) -> Refusal | None:
    """Let the submission count the person, or count them no more; then its topic counts anew."""
    submission = await work.load(SUBMISSION, message.data.submission_id)
    if submission is None:
        return refuse("unknown_thing", "data.submission_id", thing="submission", id=message.data.submission_id)
    person = person_of(message.data, message.envelope)
    decision = SUBMISSION.table.decide(submission, message.data, work.situation(person))
    if isinstance(decision, Transition) and submission.topic_id:
        refusal = work.carry_out(SUBMISSION, decision)
        await _count_again(message, work, submission.topic_id, decision.after)
        return refusal
    return work.carry_out(SUBMISSION, decision)


async def _count_again(message: Message[Any], work: Work, topic_id: str, changed: Submission) -> None:
    topic = await work.load(TOPIC, topic_id)
    if topic is None:
        return
    held = await work.load_many(SUBMISSION, topic.submission_ids)
    count = people_behind((held | {changed.submission_id: changed}).values())
    if count != topic.supporters:
        # A topic that is over counts no more: that it says no concerns nobody.
        work.carry_out(TOPIC, TOPIC.table.decide(topic, message.data, work.situation(count)))
