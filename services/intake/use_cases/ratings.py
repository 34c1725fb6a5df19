"""A raiser's own rating tells that the answer has been read."""

from services.intake.storage.tables import SUBMISSION
from shared.kernel.journal.act import act
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.evaluation import RatingGiven


async def take_rating(message: Message[RatingGiven], work: Work) -> Refusal | None:
    """Let the rated submission take it."""
    return await act(SUBMISSION, message, work, message.data.rating.submission_id)
