"""A person says that a matter concerns them too, or takes that back."""

from services.intake.domain.person_key import supporter_key
from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.supporting import SupportFacts
from services.intake.domain.topic.supporting import TopicSupportFacts, people_behind
from services.intake.storage.tables import SUBMISSION, TOPIC
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.intake import SupportSubmission, WithdrawSupport


async def support(message: Message[SupportSubmission | WithdrawSupport], work: Work) -> Refusal | None:
    """Let the submission count the person, or count them no more; then its topic counts anew."""
    submission = await work.require(SUBMISSION, message.data.submission_id)
    facts = SupportFacts(supporter_key(message.data, message.envelope) or "")
    decision = SUBMISSION.behaviour.decide(submission, message.data, work.situation(facts))
    refusal = work.carry_out(SUBMISSION, decision)
    if isinstance(decision, Moved):
        await _count_again(message, work, decision.after)
    return refusal


async def _count_again(
    message: Message[SupportSubmission | WithdrawSupport], work: Work, changed: Submission
) -> None:
    topic = await work.load(TOPIC, changed.topic_id) if changed.topic_id else None
    if topic is None:
        return
    held = await work.load_many(SUBMISSION, topic.submission_ids)
    count = people_behind((held | {changed.submission_id: changed}).values())
    if count != topic.supporters:
        # A topic that is over counts no more: its refusal concerns nobody.
        situation = work.situation(TopicSupportFacts(count))
        work.carry_out(TOPIC, TOPIC.behaviour.decide(topic, message.data, situation))
