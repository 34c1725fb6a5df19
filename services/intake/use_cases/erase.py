"""What leads to a raiser goes."""

from sqlalchemy import delete

from services.intake.domain.queues import cutoff
from services.intake.storage.contacts import forget_finished, replace_contact
from services.intake.storage.past import blank_past
from services.intake.storage.similar import forget
from services.intake.storage.tables import ATTACHMENT_USES, JOURNAL, SUBMISSION
from shared.contracts.envelope import Message
from shared.contracts.intake import Contact, EraseSubmission, RetentionOver
from shared.errors import Refusal
from shared.journal.act import act
from shared.journal.work import Work


async def erase(message: Message[EraseSubmission] | Message[RetentionOver], work: Work) -> Refusal | None:
    """Let the table say whether; then the contact goes as well, in the same transaction; files that nothing
    uses any more are cleared away like others, and it is found among similar ones no more."""
    connection = await work.writing()
    if refusal := await act(SUBMISSION, message, work):
        return refusal
    before = cutoff(work.now, work.rules.privacy.kept_after_end, work.calendar)
    await forget_finished(connection, JOURNAL.parked, before)
    if work.ignored is None:
        await replace_contact(connection, work.township, message.data.submission_id, Contact(), work.now)
        await blank_past(connection, work.township, message.data.submission_id)
        await forget(connection, work.township, message.data.submission_id)
        uses = ATTACHMENT_USES.c
        await connection.execute(
            delete(ATTACHMENT_USES).where(
                uses.township == work.township, uses.submission_id == message.data.submission_id
            )
        )
    return None
