"""A ballot's reminder is due."""

from services.evaluation.storage.tables import BALLOT
from shared.kernel.journal.act import act
from shared.kernel.journal.work import Work
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.evaluation import BallotWaitDue


async def remind(message: Message[BallotWaitDue], work: Work) -> Refusal | None:
    """Nobody is reminded of a ballot that is over, when the platform stood still over its end: its timer
    closes it, or gives it more time and its reminders anew."""
    ballot = await work.require(BALLOT, message.data.ballot_id)
    if work.now > ballot.closes_at:
        work.ignored = "the ballot is over"
        return None
    return await act(BALLOT, message, work)
