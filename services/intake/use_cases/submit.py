"""Raise a matter."""

import secrets

from services.intake.domain.person_key import person_key
from services.intake.domain.queues import cutoff
from services.intake.domain.similar.sighting import sighting_of
from services.intake.domain.submission.raising_facts import History, RaisingFacts
from services.intake.domain.trace_code import new_trace_code
from services.intake.domain.triage.assess import Assessment, examine
from services.intake.domain.triage.model import TriageInput
from services.intake.storage.raisers import full_since, history_of
from services.intake.storage.similar import row_of
from services.intake.storage.tables import CONTACTS, RAISED_BY_PARTNERS, SIGHTINGS, SUBMISSION
from services.intake.use_cases.triaging import tell_with_triage
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Envelope, Message
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.ids import derived_id
from shared.language.behaviour import lawful
from shared.language.contracts.intake import Contact, SubmitSubmission


async def submit(message: Message[SubmitSubmission], work: Work) -> Refusal | None:
    """Draw a trace code, let the table make the submission, keep contact data apart.

    Under an idempotency key the id follows from the key: what is there already under it is the answer.
    """
    asked = message.data
    if not asked.idempotency_key:
        return await _raise(message, work, work.new_id())
    id = _id_under(asked.idempotency_key, message.envelope)
    known = await work.load(SUBMISSION, id)
    if known is None:
        return await _raise(message, work, id)
    return work.carry_out(SUBMISSION, SUBMISSION.behaviour.decide(known, asked, work.situation()))


async def _raise(message: Message[SubmitSubmission], work: Work, id: str) -> Refusal | None:
    asked = message.data
    words = _words(asked, work)
    assessed = examine(words)
    facts = await _facts(message, assessed, work)
    decision = SUBMISSION.behaviour.decide(None, asked, work.situation(facts, new_id=id))
    _keep_contact(asked, id, work)
    _remember(words, assessed, id, work)
    _count(id, work)
    return tell_with_triage(decision, work)


async def _facts(message: Message[SubmitSubmission], assessed: Assessment, work: Work) -> RaisingFacts:
    """What the table decides by. Nothing is looked up for who is not limited."""
    asked, quota = message.data, work.quota
    person = person_key(message.envelope, asked.contact.phone or "" if asked.contact else "", asked.person)
    since = cutoff(work.now, lawful(work).rules.raising.within, lawful(work).calendar)
    return RaisingFacts(
        new_trace_code(secrets.randbelow),
        person,
        history=await work.ask(history_of, person, since) if person else History(),
        assessed=assessed,
        quota=quota,
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


def _words(submitted: SubmitSubmission, work: Work) -> TriageInput:
    return TriageInput(
        text=submitted.text,
        title=submitted.title,
        channel=submitted.channel,
        village=submitted.village,
        latitude=None if submitted.latitude is None else float(submitted.latitude),
        longitude=None if submitted.longitude is None else float(submitted.longitude),
        submitted_at=work.now,
    )


def _remember(words: TriageInput, assessed: Assessment, submission_id: str, work: Work) -> None:
    """So that later submissions about the same matter find it; the raiser's own category is no more than a
    hint."""
    seen = sighting_of(words, work.now, examined=assessed)
    work.insert(SIGHTINGS, submission_id=submission_id, **row_of(work.tenant, seen))
