"""A ballot (代表评) on one answered round of an item, and its changes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from services.evaluation.domain.answered_item import answer_to_rate
from services.evaluation.domain.vote import NO_QUORUM, Vote, quorum_reached, tally, without_quorum
from shared.calendar import deadline
from shared.contracts.evaluation import BallotDue, BallotResult, CastVote, OpenBallot
from shared.contracts.handling import ItemSnapshot
from shared.state_machine import Situation, TimerChange

_INSTANT = timedelta(microseconds=1)


@dataclass(frozen=True, slots=True)
class Ballot:
    """Who may vote until when, how many have, and in the end the result; what anybody chose is not part of it.

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
    extended: bool = False
    votes: int = 0
    result: BallotResult | None = None

    @property
    def voters(self) -> frozenset[str]:
        """Those who may vote: entitled and not recused, whether or not the list of the entitled names the recused."""
        return voters(self.entitled, self.recused)


@dataclass(frozen=True, slots=True)
class OpeningFacts:
    """What must be known to open a ballot."""

    item: ItemSnapshot | None
    has_ballot: bool
    """Whether the round to be rated has had its ballot."""
    keep_out: frozenset[str] = frozenset()
    """The deputies who keep out of the topic that the item comes of."""


def lapsed(ballot: Ballot) -> bool:
    """Whether it ended without a quorum, so that the round may be rated once more."""
    return ballot.result is not None and ballot.result.outcome == NO_QUORUM


def voters(entitled: Iterable[str], recused: Iterable[str]) -> frozenset[str]:
    """The entitled without the recused."""
    return frozenset(entitled) - frozenset(recused)


def opened(ballot: None, command: OpenBallot, situation: Situation) -> Ballot:
    """The ballot on the answer that the item has now, open for the period of the rule set."""
    item = situation.facts.item
    answer = answer_to_rate(item)
    assert answer
    return Ballot(
        ballot_id=situation.new_id,
        item_id=item.item_id,
        item_title=item.title,
        round=answer.round,
        result_class=answer.result_class,
        entitled=tuple(dict.fromkeys(command.entitled)),
        recused=tuple(dict.fromkeys(command.recused)),
        opened_at=situation.now,
        closes_at=_closing_time(situation.now, situation),
    )


def one_more_vote(ballot: Ballot, command: CastVote, situation: Situation) -> Ballot:
    """One more has voted."""
    return replace(ballot, votes=ballot.votes + 1)


def extended(ballot: Ballot, timer: BallotDue, situation: Situation) -> Ballot:
    """Open for the same period once more, from the closing time on, however late the timer came."""
    # A period that starts with the 24:00 of a day counts from that day, so that the next one is its first.
    start = ballot.closes_at - _INSTANT
    return replace(ballot, extended=True, closes_at=_closing_time(start, situation))


def closed(ballot: Ballot, timer: BallotDue, situation: Situation) -> Ballot:
    """The ballot with its result; ``situation.facts`` are its votes."""
    votes: tuple[Vote, ...] = situation.facts
    if has_quorum(ballot, situation):
        return replace(ballot, result=tally(votes, ballot.round, situation.rules))
    return replace(ballot, result=without_quorum())


def has_quorum(ballot: Ballot, situation: Situation) -> bool:
    """Whether enough have voted by now."""
    return quorum_reached(ballot.votes, len(ballot.voters), situation.rules)


def closing_timer(ballot: Ballot, situation: Situation) -> Iterable[TimerChange]:
    """The timer at the closing time in force; each closing time has a timer of its own, as the last one is used up."""
    due = BallotDue(ballot_id=ballot.ballot_id, closes_at=ballot.closes_at)
    yield TimerChange(f"ballot:{ballot.ballot_id}:{ballot.closes_at:%Y%m%dT%H%MZ}", ballot.closes_at, due)


def _closing_time(start: datetime, situation: Situation) -> datetime:
    """24:00 of the last day; a rest day moves to the next working day (民法典 art. 203): more time, never less."""
    return deadline(start, situation.rules.ballot.open_for, situation.calendar).at
