"""The office takes nothing more from somebody for a while."""

from services.intake.storage.tables import BARS, SUBMISSION
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.contracts.intake import BarRaiser, RaiserBarred


async def bar(message: Message[BarRaiser], work: Work) -> Refusal | None:
    """Look up the raiser of the submission, and write down the end of the bar and its reason. No event names
    the raiser."""
    asked, actor = message.data, message.envelope.actor
    submission = await work.require(SUBMISSION, asked.submission_id)
    if submission.raiser_key is None:
        return refuse("raiser_unknown", "data.submission_id")
    work.insert(
        BARS,
        person=submission.raiser_key,
        at=work.now,
        until=asked.until,
        why=asked.why,
        barred_by=actor.id,
    )
    work.emit(RaiserBarred(until=asked.until))
    return None
