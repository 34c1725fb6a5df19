"""A ballot (代表评) on one answered round of an item: its fields and states."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from shared.language.contracts.evaluation import NO_OPINION, NO_QUORUM, BallotResult

OPEN, CLOSED = "open", "closed"
STATES = (OPEN, CLOSED)


@dataclass(frozen=True, slots=True)
class Ballot:
    """The people who may vote, the closing time, the number of votes, and in the end the result. Nobody's
    vote is part of it.

    Times are UTC. ``result_class`` is the class of the answer voted on; it is not published with the ballot.
    """

    ballot_id: str
    item_id: str
    item_title: str
    round: int
    result_class: str
    entitled: tuple[str, ...]
    recused: tuple[str, ...]
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

    @property
    def voters(self) -> frozenset[str]:
        """Those who may vote: entitled and not recused, whether or not the list of the entitled names the
        recused."""
        return voters(self.entitled, self.recused)


def voters(entitled: Iterable[str], recused: Iterable[str]) -> frozenset[str]:
    """The entitled without the recused."""
    return frozenset(entitled) - frozenset(recused)


def lapsed(ballot: Ballot) -> bool:
    """Whether it ended without a quorum or an opinion, so that the round may be rated once more."""
    return ballot.result is not None and ballot.result.outcome in (NO_QUORUM, NO_OPINION)
