"""The office takes nothing more from somebody for a while."""

from services.intake.storage.tables import BARS, SUBMISSION
from shared.contracts.base import Role
from shared.contracts.envelope import Message
from shared.contracts.intake import BarRaiser, RaiserBarred
from shared.errors import Refusal, refuse
from shared.journal.work import Work


async def bar(message: Message[BarRaiser], work: Work) -> Refusal | None:
    """Look up whose submission it is; write down until when and why. Who it is is in no event."""
    actor = message.envelope.actor
    if actor.role is not Role.OFFICE:
        return refuse("wrong_role", "actorrole", role=actor.role, allowed=Role.OFFICE)
    submission = await work.load(SUBMISSION, message.data.submission_id)
    if submission is None:
        return refuse("unknown_thing", "data.submission_id", thing="submission", id=message.data.submission_id)
    if submission.raiser_key is None:
        return refuse("raiser_unknown", "data.submission_id")
    work.insert(
        BARS,
        person=submission.raiser_key,
        at=work.now,
        until=message.data.until,
        why=message.data.why,
        barred_by=actor.id,
    )
    work.emit(RaiserBarred(until=message.data.until))
    return None
