"""The closing time of a ballot, and the events that follow when it comes."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from services.evaluation.domain.ballot.ballot import CLOSED, OPEN, Ballot
from services.evaluation.domain.ballot.counting import quorum_reached, tally, untold, votes_needed
from services.evaluation.domain.ballot.vote import Vote
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import Deadline, deadline
from shared.language.contracts.evaluation import (
    CALLED_OFF,
    NO_QUORUM,
    BallotClosed,
    BallotDue,
    BallotExtended,
)
from shared.language.contracts.handling import ItemEndedUnrated
from shared.language.waiting import Driven, Final


@dataclass(frozen=True, slots=True)
class CountingFacts:
    """The votes of the ballot, by voter."""

    votes: tuple[Vote, ...] = ()


def closing(start: datetime, situation: Situation) -> Deadline:
    """24:00 of the last day; a rest day moves to the next working day (民法典 art. 203): more time, never
    less."""
    return deadline(start, situation.rules.ballot.open_for, situation.calendar)


def closing_timer(ballot: Ballot, situation: Situation) -> Iterable[TimerChange]:
    """The timer at the closing time in force; each closing time has a timer of its own, as the last one is
    used up."""
    due = BallotDue(ballot_id=ballot.ballot_id, closes_at=ballot.closes_at)
    yield TimerChange(f"ballot:{ballot.ballot_id}:{ballot.closes_at:%Y%m%dT%H%MZ}", ballot.closes_at, due)


def called_off(ballot: Ballot, _message: ItemEndedUnrated, situation: Situation) -> Ballot:
    """Over, and nothing comes of it: what was voted is told to nobody."""
    return replace(ballot, closes_at=situation.now, result=untold(CALLED_OFF))


def has_quorum(ballot: Ballot, situation: Situation) -> bool:
    """Whether enough have voted by now."""
    return quorum_reached(ballot.votes, len(ballot.entitled), situation.rules)


def closes_now(ballot: Ballot, timer: BallotDue, situation: Situation) -> bool:
    """The timer is about the closing time in force."""
    return timer.closes_at == ballot.closes_at


def gets_more_time(ballot: Ballot, timer: BallotDue, situation: Situation) -> bool:
    """Too few have voted, and more time may be given (``ballot.extensions_at_most``)."""
    left = ballot.extensions < situation.rules.ballot.extensions_at_most
    return closes_now(ballot, timer, situation) and left and not has_quorum(ballot, situation)


def extended(ballot: Ballot, timer: BallotDue, situation: Situation) -> Ballot:
    """Open for the same period once more, from the closing time on, however late the timer came."""
    end = closing(ballot.closes_at, situation)
    return replace(
        ballot,
        extended=True,
        extensions=ballot.extensions + 1,
        closes_at=end.at,
        counted_from=end.start,
        open_for=str(end.period),
        provisional=end.provisional,
    )


def closed(ballot: Ballot, timer: BallotDue, situation: Situation[CountingFacts]) -> Ballot:
    """The ballot with its result, which says as well how many have said nothing."""
    result = untold(NO_QUORUM, votes_needed(len(ballot.entitled), situation.rules))
    if has_quorum(ballot, situation):
        result = tally(situation.facts.votes, ballot.round, situation.rules)
    silent = len(ballot.entitled) - ballot.votes
    return replace(ballot, result=result.model_copy(update={"no_feedback": silent}))


CLOSING: tuple[Clause[Ballot], ...] = (
    Transition(
        (OPEN,),
        BallotDue,
        None,
        BallotExtended,
        why="platform (rules.ballot.extensions_at_most): with too few votes it is given time again",
        when=gets_more_time,
        change=extended,
        timers=closing_timer,
    ),
    Transition(
        (OPEN,),
        BallotDue,
        CLOSED,
        BallotClosed,
        why="platform (rules.ballot.open_for, rules.redo): the votes decide whether the item is done again",
        facts=CountingFacts,
        when=closes_now,
        change=closed,
    ),
    Transition(
        (OPEN,),
        ItemEndedUnrated,
        CLOSED,
        BallotClosed,
        why="platform rule: what the office has ended with a note is not rated, whoever opened a ballot",
        change=called_off,
    ),
    Ignore((CLOSED,), ItemEndedUnrated, "the ballot is closed already"),
    Ignore((OPEN,), BallotDue, "the closing time was put off"),
    Ignore((CLOSED,), BallotDue, "the ballot is closed already"),
    Driven((OPEN,), BallotDue, "platform (rules.ballot.open_for): the deputies may vote, and nobody must"),
    Final((CLOSED,), "the votes are counted"),
)
