"""A raiser changes their contact."""

from services.intake.storage.contacts import replace_contact
from services.intake.storage.tables import SUBMISSION
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.intake import ChangeContact


async def change_contact(message: Message[ChangeContact], work: Work) -> Refusal | None:
    """Let the table decide; then put the new contact in the old one's place, in the same transaction."""
    asked = message.data
    await work.begin()
    submission = await work.require(SUBMISSION, asked.submission_id)
    decision = SUBMISSION.behaviour.decide(submission, asked, work.situation())
    if refusal := work.carry_out(SUBMISSION, decision):
        return refusal
    await work.write(replace_contact, asked.submission_id, asked.contact, work.now)
    return None
