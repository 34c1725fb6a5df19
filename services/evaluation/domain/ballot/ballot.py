"""A ballot (代表评) on one answered round of an item: its fields and states."""

from dataclasses import dataclass
from datetime import datetime

from shared.language.contracts.evaluation import NO_OPINION, NO_QUORUM, BallotResult
from shared.language.contracts.intake import Recusal
from shared.language.contracts.publication import Redaction
from shared.language.waiting import Waiting

OPEN, CLOSED = "open", "closed"
STATES = (OPEN, CLOSED)


@dataclass(frozen=True, slots=True)
class Ballot:
    """The people who may vote, the closing time, the number of votes, and in the end the result. Nobody's
    vote is part of it.

    Times are UTC. The class of the answer is the item's: it may be put right until the ballot is known of.
    """

    ballot_id: str
    item_id: str
    item_title: str
    round: int
    entitled: tuple[str, ...]
    """Those who may vote; who keeps out is none of them."""
    recusals: tuple[Recusal, ...]
    opened_at: datetime
    closes_at: datetime
    state: str = ""
    version: int = 0
    provisional: bool = False
    """The closing time may move with holidays that are not yet published."""
    counted_from: datetime | None = None
    """When the time began that is over at ``closes_at``: the opening, or the closing time before."""
    open_for: str = ""
    """That time, as a rule set writes it: ``14 calendar_days``."""
    extended: bool = False
    extensions: int = 0
    votes: int = 0
    papers: int = 0
    result: BallotResult | None = None
    electorate: tuple[str, ...] = ()
    """The rules by which the entitled came (``ballot.electorate``)."""
    opened_by: str | None = None
    """Who opened it; None: it opened by itself."""
    widened: bool = False
    """By these they were too few, so all deputies are."""
    redactions: tuple[Redaction, ...] = ()
    waiting: tuple[Waiting, ...] = ()

    @property
    def recused(self) -> frozenset[str]:
        """Those who keep out."""
        return frozenset(recusal.deputy_id for recusal in self.recusals)

    @property
    def all_have_voted(self) -> bool:
        """Nobody is waited for any more."""
        return self.votes >= len(self.entitled)


def lapsed(ballot: Ballot) -> bool:
    """Whether it ended without a quorum or an opinion, so that the round may be rated once more."""
    return ballot.result is not None and ballot.result.outcome in (NO_QUORUM, NO_OPINION)
