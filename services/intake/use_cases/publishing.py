"""The office decides what everybody reads; what they read before and are to read no more leaves the past."""

from services.intake.domain.submission.publishing import taken_back
from services.intake.domain.submission.submission import Submission
from services.intake.storage.tables import SUBMISSION
from shared.kernel.journal.striking import strike
from shared.kernel.journal.work import Work
from shared.kernel.machine import Moved
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.intake import PublishSubmission
from shared.language.contracts.registry import REGISTRY


async def publish(message: Message[PublishSubmission], work: Work) -> Refusal | None:
    """Decide, and take back what is public no more (ADR 0072)."""
    submission = await work.require(SUBMISSION, message.data.submission_id)
    decision = SUBMISSION.behaviour.decide(submission, message.data, work.situation())
    if isinstance(decision, Moved):
        await take_back(submission, decision.after, work)
    return work.carry_out(SUBMISSION, decision)


async def take_back(before: Submission, after: Submission, work: Work) -> None:
    """Whoever has the past sent once more hears it without the words that were taken back."""
    if words := taken_back(before, after):
        await work.write(strike, REGISTRY, work.tables, after.submission_id, words)
