"""Evaluation: ballots (代表评), citizens' ratings, divergence alarms, figures."""

from datetime import date
from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import (
    Bilingual,
    ClockMoved,
    Code,
    Command,
    CommandAccepted,
    CommandRefused,
    Contract,
    Event,
    Id,
    Instant,
    Line,
    MoveClock,
    Prose,
    Timer,
)
from shared.language.contracts import texts
from shared.language.contracts.deadlines import CountAnew, DeadlineMoved
from shared.language.contracts.figures import Figures

Deputies = Annotated[tuple[Id, ...], Field(max_length=500)]


class AxisCount(Contract):
    """Votes of one axis: 满意 / 基本满意 / 不满意 / 弃权."""

    satisfied: int = 0
    basically: int = 0
    dissatisfied: int = 0
    abstained: int = 0


SATISFIED = "satisfied"
REDO = "redo"
TO_CONGRESS = "to_congress"
NO_QUORUM = "no_quorum"
NO_OPINION = "no_opinion"
"""The outcomes of a ballot."""


class BallotResult(Contract):
    """The result of a closed ballot; it shows nobody's vote by name."""

    outcome: Code
    """``satisfied``, ``redo`` or ``to_congress``; ``no_quorum`` if too few voted after the extension,
    ``no_opinion`` if all who voted abstained."""
    shown: bool = True
    """Whether counts and reasons are told: those of few votes say who voted how (``ballot.least_shown``)."""
    process: AxisCount
    result: AxisCount
    reasons: tuple[Prose, ...] = ()
    """The reasons given for 不满意, without names. Their order does not show who voted when."""


class BallotSnapshot(Contract):
    """A ballot as everybody may see it: the people who may vote and the number who have voted, but no
    vote."""

    ballot_id: Id
    item_id: Id
    item_title: Line
    round: int
    state: Code
    entitled: Deputies
    recused: Deputies = ()
    opened_at: Instant
    closes_at: Instant
    """24:00 of the last day on which votes are taken."""
    provisional: bool = False
    """Whether the last day may move, as the holidays of a year that decided it are not yet published."""
    extended: bool = False
    extensions: int = 0
    """How often it was given more time."""
    votes: int = 0
    papers: int = 0
    """Of them on paper."""
    result: BallotResult | None = None


class CitizenRatingSnapshot(Contract):
    """A raiser's own view of the answer. It is shown beside the deputies' view and never counted with it."""

    submission_id: Id
    item_id: Id
    """The item whose answer it is about, and the round of that answer."""
    round: int
    given: int
    """How often this raiser has rated."""
    satisfied: bool
    """The latest rating."""
    reason: Prose = ""
    at: Instant


class AlarmSnapshot(Contract):
    """A divergence: the result on paper and the opinion of the people differ."""

    alarm_id: Id
    kind: Code
    """``a_but_dissatisfied``: the deputies send back what was answered with A; ``a_but_repeated``: the same
    is raised again."""
    item_id: Id
    round: int
    submission_id: Id | None = None
    """The matter that was raised again."""
    raised_at: Instant
    why: Bilingual


# --- commands -----------------------------------------------------------------------------------------------


class OpenBallot(Command, type="evaluation.ballot.open.v1"):
    """The office opens the ballot on an answered item."""

    item_id: Id
    entitled: Annotated[Deputies, Field(min_length=1)]
    recused: Deputies = ()


class CastVote(Command, type="evaluation.ballot.vote.v1"):
    """A deputy votes, once, on both axes; 不满意 needs a reason."""

    ballot_id: Id
    process: Code
    result: Code
    """``satisfied``, ``basically``, ``dissatisfied`` or ``abstained``, on each axis."""
    reason: texts.Prose = ""


class EnterPaperVote(Command, type="evaluation.ballot.enter_paper.v1"):
    """The office enters the vote that a deputy (``voter_id``) gave on paper, as two people have read it."""

    ballot_id: Id
    voter_id: Id
    number: Code
    second_person: Id
    """Who read it with the clerk: another person with a post."""
    process: Code
    result: Code
    reason: texts.Prose = ""


class GiveRating(Command, type="evaluation.rating.give.v1"):
    """A raiser says whether the answer satisfies; dissatisfied needs a reason."""

    submission_id: Id
    proof: texts.Secret
    """The raiser's secret, as it was given to them when the matter was raised."""
    satisfied: bool
    reason: texts.Prose = ""


class PublishFigures(Command, type="evaluation.figures.publish.v1"):
    """The office has the figures of a period counted and published."""

    first_day: date
    last_day: date


class MoveEvaluationClock(MoveClock, type="evaluation.clock.move.v1"):
    """Move evaluation's story clock."""


# --- events -------------------------------------------------------------------------------------------------


class BallotEvent(Event):
    """Carries the ballot as it stands after the event."""

    ballot: BallotSnapshot


class BallotOpened(BallotEvent, type="evaluation.ballot.opened.v1"):
    """Deputies may vote."""


class VoteRecorded(BallotEvent, type="evaluation.ballot.vote_recorded.v1"):
    """One more deputy has voted. The event holds neither the vote nor who gave it."""

    anonymous = True


class BallotExtended(BallotEvent, type="evaluation.ballot.extended.v1"):
    """Too few deputies had voted by the closing time."""


class BallotDueMoved(BallotEvent, type="evaluation.ballot.due_moved.v1"):
    """The closing time was counted anew and is another."""

    moved: DeadlineMoved


class BallotDueConfirmed(BallotEvent, type="evaluation.ballot.due_confirmed.v1"):
    """The closing time was counted anew and stands; what it follows from, or its certainty, is another."""


class BallotClosed(BallotEvent, type="evaluation.ballot.closed.v1"):
    """The ballot has a result."""


class RatingGiven(Event, type="evaluation.rating.given.v1"):
    """A raiser has rated the answer."""

    rating: CitizenRatingSnapshot


class AlarmRaised(Event, type="evaluation.alarm.raised.v1"):
    """A divergence was found."""

    alarm: AlarmSnapshot


class FiguresPublished(Event, type="evaluation.figures.published.v1"):
    """The figures of a period, each with its numerator and denominator."""

    figures_id: Id
    first_day: date
    last_day: date
    figures: Figures


class BallotDue(Timer, type="evaluation.ballot.due.v1"):
    """The closing time has come."""

    ballot_id: Id
    closes_at: Instant


class CountBallotsAnew(CountAnew, type="evaluation.ballot.count_anew.v1"):
    """Open ballots count their closing times anew."""


class EvaluationCommandAccepted(CommandAccepted, type="evaluation.command.accepted.v1"):
    """Evaluation has carried out a command."""


class EvaluationCommandRefused(CommandRefused, type="evaluation.command.refused.v1"):
    """Evaluation refused a command."""


class EvaluationClockMoved(ClockMoved, type="evaluation.clock.moved.v1"):
    """Evaluation's story clock was moved."""
