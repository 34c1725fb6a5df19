"""The deputies' ballots reach the item they are about."""

from services.handling.storage.tables import ITEM
from shared.kernel.journal.act import act
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.evaluation import BallotClosed, BallotOpened


async def take_ballot(message: Message[BallotOpened | BallotClosed], work: Work) -> Refusal | None:
    """Let the item of the ballot take its opening or its result."""
    return await act(ITEM, message, work, message.data.ballot.item_id)
