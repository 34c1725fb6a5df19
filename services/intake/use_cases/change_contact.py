"""A raiser is to be reached otherwise."""

from services.intake.storage.contacts import replace_contact
from services.intake.storage.tables import SUBMISSION
from shared.contracts.envelope import Message
from shared.contracts.intake import ChangeContact
from shared.errors import Refusal
from shared.journal.act import act
from shared.journal.work import Work


async def change_contact(message: Message[ChangeContact], work: Work) -> Refusal | None:
    """Let the table say whether; then put the new contact in the old one's place, in the same transaction."""
    connection = await work.writing()
    if refusal := await act(SUBMISSION, message, work):
        return refusal
    await replace_contact(connection, work.township, message.data.submission_id, message.data.contact, work.now)
    return None
