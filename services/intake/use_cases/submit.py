"""Raise a matter."""

import secrets
from dataclasses import replace

from services.intake.domain.similar.sighting import sighting_of
from services.intake.domain.trace_code import new_trace_code
from services.intake.domain.triage.model import TriageInput
from services.intake.storage.similar import row_of
from services.intake.storage.tables import CONTACTS, SIGHTINGS, SUBMISSION
from shared.contracts.envelope import Envelope, Message
from shared.contracts.intake import Contact, SubmitSubmission
from shared.errors import Refusal
from shared.ids import derived_id
from shared.journal.work import Work


async def submit(message: Message[SubmitSubmission], work: Work) -> Refusal | None:
    """Draw a trace code, let the table make the submission, keep contact data apart.

    Under an idempotency key the id follows from the key: what is there already under it is the answer.
    """
    situation = work.situation(new_trace_code(secrets.randbelow))
    known = None
    if key := message.data.idempotency_key:
        situation = replace(situation, new_id=_id_under(key, message.envelope))
        known = await work.load(SUBMISSION, situation.new_id)
    decision = SUBMISSION.table.decide(known, message.data, situation)
    if known is None:
        _keep_contact(message.data, situation.new_id, work)
        _remember(message.data, situation.new_id, work)
    return work.carry_out(SUBMISSION, decision)


def _id_under(key: str, envelope: Envelope) -> str:
    return derived_id("idempotency key", envelope.township, envelope.source, key)


def _keep_contact(submitted: SubmitSubmission, submission_id: str, work: Work) -> None:
    contact = submitted.contact or Contact()
    name = None if submitted.anonymous else contact.name
    if name or contact.phone:
        work.insert(CONTACTS, submission_id=submission_id, name=name, phone=contact.phone, stored_at=work.now)


def _remember(submitted: SubmitSubmission, submission_id: str, work: Work) -> None:
    """So that later submissions about the same matter find it; the raiser's own category is no more than a hint."""
    asked = TriageInput(
        text=submitted.text,
        title=submitted.title,
        channel=submitted.channel,
        village=submitted.village,
        latitude=None if submitted.latitude is None else float(submitted.latitude),
        longitude=None if submitted.longitude is None else float(submitted.longitude),
    )
    work.insert(SIGHTINGS, submission_id=submission_id, **row_of(work.township, sighting_of(asked, work.now)))
