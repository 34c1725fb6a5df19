"""The deputies' ballots reach the item they are about."""

from services.handling.storage.tables import ITEM
from shared.contracts.envelope import Message
from shared.contracts.evaluation import BallotClosed, BallotOpened
from shared.errors import Refusal
from shared.journal.act import act
from shared.journal.work import Work


async def take_ballot(message: Message[BallotOpened | BallotClosed], work: Work) -> Refusal | None:
    """Let the item of the ballot take its opening or its result."""
    return await act(ITEM, message, work, message.data.ballot.item_id)
