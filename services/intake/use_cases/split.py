"""The office splits a submission into its matters, in one unit of work."""

import secrets
from dataclasses import replace

from services.intake.domain.submission.splitting import SplittingFacts, pieces_of
from services.intake.domain.trace_code import new_trace_code
from services.intake.storage.contacts import contact_of
from services.intake.storage.tables import CONTACTS, SUBMISSION
from services.intake.use_cases.triaging import take_with_triage
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.intake import SplitSubmission


async def split(message: Message[SplitSubmission], work: Work) -> Refusal | None:
    """Let the table end the whole, then make each part, with the raiser's contact beside it."""
    asked = message.data
    whole = await work.require(SUBMISSION, asked.submission_id)
    pieces = {work.new_id(): piece for piece in pieces_of(whole, asked)}
    facts = SplittingFacts(tuple(pieces))
    if refusal := work.carry_out(
        SUBMISSION, SUBMISSION.behaviour.decide(whole, asked, work.situation(facts))
    ):
        return refusal
    contact = await work.ask(contact_of, whole.submission_id)
    for id, piece in pieces.items():
        made = replace(facts, whole=whole, piece=piece, trace_code=new_trace_code(secrets.randbelow))
        decision = SUBMISSION.behaviour.decide(None, asked, work.situation(made, new_id=id))
        if contact:
            work.insert(
                CONTACTS, submission_id=id, name=contact.name, phone=contact.phone, stored_at=work.now
            )
        if refusal := await take_with_triage(decision, work):
            return refusal
    return None
