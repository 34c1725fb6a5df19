"""Counting anew: an open ballot's closing time follows when the rules change with open deadlines, and when
the holidays of a year become known.

It is never moved into the past: at the earliest to the end of the day on which it is counted anew.
"""

from dataclasses import replace

from services.evaluation.domain.ballot.ballot import CLOSED, OPEN, Ballot
from services.evaluation.domain.ballot.closing import closing_timer
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.calendar import Period
from shared.language.calendar.anew import Standing, anew
from shared.language.contracts.deadlines import RULES
from shared.language.contracts.evaluation import BallotDueConfirmed, BallotDueMoved, CountBallotsAnew


def counted_anew(ballot: Ballot, message: CountBallotsAnew, situation: Situation) -> Ballot:
    """The ballot with the closing time that it has by the calendar of now, and by the rules of now if these
    have changed (rules.ballot.open_for). Time given again counts from the closing time before."""
    by_rules = message.because == RULES or not ballot.open_for
    period = situation.rules.ballot.open_for if by_rules else Period.parse(ballot.open_for)
    start = ballot.counted_from or ballot.opened_at
    was = Standing(ballot.closes_at, ballot.provisional)
    at, provisional = anew(was, start, period, situation.now, situation.calendar)
    return replace(ballot, closes_at=at, open_for=str(period), provisional=provisional)


def closing_time_moves(ballot: Ballot, message: CountBallotsAnew, situation: Situation) -> bool:
    """Counted anew, it closes at another moment."""
    return counted_anew(ballot, message, situation).closes_at != ballot.closes_at


def grounds_change(ballot: Ballot, message: CountBallotsAnew, situation: Situation) -> bool:
    """The closing time stands, but something that it follows from does not, or its certainty."""
    return counted_anew(ballot, message, situation) != ballot


COUNTING_ANEW: tuple[Clause[Ballot], ...] = (
    Transition(
        (OPEN,),
        CountBallotsAnew,
        None,
        BallotDueMoved,
        why="民法典 art. 203, platform rule: open deadlines follow the year's holidays, and rules as decided",
        when=closing_time_moves,
        change=counted_anew,
        timers=closing_timer,
    ),
    Transition(
        (OPEN,),
        CountBallotsAnew,
        None,
        BallotDueConfirmed,
        why="platform rule: what a deadline follows from, and whether it may still move, is always known",
        when=grounds_change,
        change=counted_anew,
    ),
    Ignore((OPEN,), CountBallotsAnew, "counted anew, it closes at the same moment"),
    Ignore((CLOSED,), CountBallotsAnew, "the ballot is closed already"),
)
