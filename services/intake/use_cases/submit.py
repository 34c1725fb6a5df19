"""Raise a matter."""

import secrets

from services.intake.domain.trace_code import new_trace_code
from services.intake.storage.tables import CONTACTS, SUBMISSION
from shared.contracts.envelope import Message
from shared.contracts.intake import SubmitSubmission
from shared.errors import Refusal
from shared.journal.work import Work


async def submit(message: Message[SubmitSubmission], work: Work) -> Refusal | None:
    """Draw a trace code, let the table make the submission, keep contact data apart."""
    situation = work.situation(new_trace_code(secrets.randbelow))
    contact = message.data.contact
    if contact and (contact.name or contact.phone):
        work.insert(
            CONTACTS,
            submission_id=situation.new_id,
            name=contact.name,
            phone=contact.phone,
            stored_at=work.now,
        )
    return work.carry_out(SUBMISSION, SUBMISSION.table.decide(None, message.data, situation))
