"""The data that leads to a raiser is erased."""

from services.intake.domain.submission.submission import Submission
from services.intake.storage.attachments import unuse
from services.intake.storage.contacts import replace_contact
from services.intake.storage.past import blank_past
from services.intake.storage.similar import forget
from services.intake.storage.tables import SUBMISSION
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved
from shared.language.contracts.intake import Contact, EraseSubmission, RetentionOver


async def erase(message: Message[EraseSubmission | RetentionOver], work: Work) -> Refusal | None:
    """Let the table decide; then the contact goes as well, in the same transaction; files that nothing else
    uses go at once (``attachments.erasing``), and it is found among similar ones no more. What the raiser
    wants gone goes from all the parts that it was split into."""
    await work.begin()
    submission = await work.require(SUBMISSION, message.data.submission_id)
    if refusal := await _erase(submission, message.data, work):
        return refusal
    if isinstance(message.data, EraseSubmission):
        parts = await work.load_many(SUBMISSION, submission.split_into)
        for part in parts.values():
            if not part.erased_at and (refusal := await _erase(part, message.data, work)):
                return refusal
    return None


async def _erase(
    submission: Submission, command: EraseSubmission | RetentionOver, work: Work
) -> Refusal | None:
    decision = SUBMISSION.behaviour.decide(submission, command, work.situation())
    if refusal := work.carry_out(SUBMISSION, decision):
        return refusal
    if isinstance(decision, Moved):
        id = submission.submission_id
        await work.write(replace_contact, id, Contact(), work.now)
        await work.write(blank_past, id)
        await work.write(forget, id)
        await work.write(unuse, id)
    return None
