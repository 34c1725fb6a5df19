"""Photos and documents are added to a matter."""

from services.intake.domain.submission.attaching import AttachFacts
from services.intake.storage.attachments import kept
from services.intake.storage.tables import ATTACHMENT_USES, SUBMISSION
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.intake import AttachToSubmission


async def attach(message: Message[AttachToSubmission], work: Work) -> Refusal | None:
    """Look the files up, let the submission take them, and write down that they are used."""
    asked = message.data
    files = await work.ask(kept, asked.attachment_ids)
    submission = await work.require(SUBMISSION, asked.submission_id)
    decision = SUBMISSION.behaviour.decide(submission, asked, work.situation(AttachFacts(files)))
    if refusal := work.carry_out(SUBMISSION, decision):
        return refusal
    for id in files:
        work.insert(ATTACHMENT_USES, unless_there=True, attachment_id=id, submission_id=asked.submission_id)
    return None
