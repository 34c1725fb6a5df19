"""Raise a matter."""

import secrets

from services.intake.domain.person_key import person_key
from services.intake.domain.queues import cutoff
from services.intake.domain.submission.raising_facts import History, RaisingFacts
from services.intake.domain.trace_code import new_trace_code
from services.intake.storage.raisers import full_since, history_of
from services.intake.storage.tables import CONTACTS, RAISED_BY_PARTNERS, SUBMISSION
from services.intake.use_cases.triaging import take_with_triage
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Envelope, Message
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.ids import derived_id
from shared.language.behaviour import Moved, lawful
from shared.language.contracts.intake import Contact, SubmitSubmission
from shared.language.contracts.scheduling import VisitSnapshot


async def submit(message: Message[SubmitSubmission], work: Work) -> Refusal | None:
    """Draw a trace code, let the table make the submission, keep contact data apart.

    Under an idempotency key the id follows from the key, that of a finding's matter from the finding: an
    existing submission under this id is the answer, so that two at once cannot make two.
    """
    asked = message.data
    if asked.finding_id:
        id = derived_id("submission", work.tenant, "finding", asked.finding_id)
    elif asked.idempotency_key:
        id = _id_under(asked.idempotency_key, message.envelope)
    else:
        return await _raise(message, work, work.new_id())
    known = await work.load(SUBMISSION, id)
    if known is None:
        return await _raise(message, work, id)
    return work.carry_out(SUBMISSION, SUBMISSION.behaviour.decide(known, asked, work.situation()))


async def _raise(message: Message[SubmitSubmission], work: Work, id: str) -> Refusal | None:
    asked = message.data
    situation = work.situation(await _facts(message, work), new_id=id)
    decision = SUBMISSION.behaviour.decide(None, asked, situation)
    if isinstance(decision, Moved):
        _keep_contact(asked, id, work)
        _count(id, work)
    return await take_with_triage(decision, work)


async def _facts(message: Message[SubmitSubmission], work: Work) -> RaisingFacts:
    """What the table decides by. No history is looked up for who is not limited."""
    asked, quota = message.data, work.quota
    person = person_key(message.envelope, asked.contact.phone or "" if asked.contact else "", asked.person)
    since = cutoff(work.now, lawful(work).rules.raising.within, lawful(work).calendar)
    return RaisingFacts(
        new_trace_code(secrets.randbelow),
        person,
        history=await work.ask(history_of, person, since) if person else History(),
        quota=quota,
        visit=await work.known("visit", asked.visit_id, VisitSnapshot) if asked.visit_id else None,
        full_since=await work.ask(full_since, quota, work.now) if quota else None,
    )


def _id_under(key: str, envelope: Envelope) -> str:
    return derived_id("idempotency key", envelope.tenant, envelope.source, key)


def _keep_contact(submitted: SubmitSubmission, submission_id: str, work: Work) -> None:
    contact = submitted.contact or Contact()
    name = None if submitted.anonymous else contact.name
    if name or contact.phone:
        work.insert(CONTACTS, submission_id=submission_id, name=name, phone=contact.phone, stored_at=work.now)


def _count(submission_id: str, work: Work) -> None:
    if quota := work.quota:
        work.insert(
            RAISED_BY_PARTNERS, partner=quota.partner, raised_at=work.now, submission_id=submission_id
        )
