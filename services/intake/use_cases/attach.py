"""Photos and documents are added to a matter."""

from services.intake.storage.attachments import kept
from services.intake.storage.tables import ATTACHMENT_USES, SUBMISSION
from shared.contracts.envelope import Message
from shared.contracts.intake import AttachToSubmission
from shared.errors import Refusal
from shared.journal.act import act
from shared.journal.work import Work


async def attach(message: Message[AttachToSubmission], work: Work) -> Refusal | None:
    """Look the files up, let the submission take them, and write down that they are used."""
    wanted = message.data
    files = await kept(work.reading, work.township, wanted.attachment_ids)
    refusal = await act(SUBMISSION, message, work, facts=files)
    for id in files:
        work.insert(ATTACHMENT_USES, unless_there=True, attachment_id=id, submission_id=wanted.submission_id)
    return refusal
