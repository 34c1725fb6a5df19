"""A raiser's own rating reaches the item whose answer it is about."""

from services.handling.storage.tables import ITEM
from shared.kernel.journal.act import act
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.evaluation import RatingGiven


async def take_rating(message: Message[RatingGiven], work: Work) -> Refusal | None:
    """Let the rated item take it."""
    return await act(ITEM, message, work, message.data.rating.item_id)
