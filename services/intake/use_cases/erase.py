"""The data that leads to a raiser is erased."""

from services.intake.domain.queues import cutoff
from services.intake.storage.attachments import unuse
from services.intake.storage.contacts import forget_finished, replace_contact
from services.intake.storage.past import blank_past
from services.intake.storage.similar import forget
from services.intake.storage.tables import SUBMISSION
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved, lawful
from shared.language.contracts.intake import Contact, EraseSubmission, RetentionOver


async def erase(message: Message[EraseSubmission | RetentionOver], work: Work) -> Refusal | None:
    """Let the table decide; then the contact goes as well, in the same transaction; files that nothing else
    uses go at once (``attachments.erasing``), and it is found among similar ones no more."""
    submission_id = message.data.submission_id
    await work.begin()
    submission = await work.require(SUBMISSION, submission_id)
    decision = SUBMISSION.behaviour.decide(submission, message.data, work.situation())
    if refusal := work.carry_out(SUBMISSION, decision):
        return refusal
    before = cutoff(work.now, lawful(work).rules.privacy.kept_after_end, lawful(work).calendar)
    await work.write(forget_finished, before)
    if isinstance(decision, Moved):
        await work.write(replace_contact, submission_id, Contact(), work.now)
        await work.write(blank_past, submission_id)
        await work.write(forget, submission_id)
        await work.write(unuse, submission_id)
    return None
