"""The events that evaluation publishes, and the timers by which it wakes itself."""

from datetime import date

from shared.kernel.messages.base import (
    ClockMoved,
    CommandAccepted,
    CommandRefused,
    Event,
    Id,
    Instant,
    Timer,
)
from shared.kernel.messages.replays import ReplayEnded
from shared.language.contracts.deadlines import CountAnew, DeadlineMoved
from shared.language.contracts.evaluation.things import (
    AlarmSnapshot,
    BallotSnapshot,
    CitizenRatingSnapshot,
)
from shared.language.contracts.figures import Figures
from shared.language.contracts.redacting import struck_out


class BallotEvent(Event):
    """Carries the ballot as it stands after the event."""

    ballot: BallotSnapshot

    def struck_out(self) -> tuple[str, ...]:
        """What the office struck out of it."""
        return struck_out(self.ballot.redactions)


class BallotOpened(BallotEvent, type="evaluation.ballot.opened.v1"):
    """Deputies may vote: the answer is public, or the office has opened another ballot. By which rules they
    may stands in ``electorate``."""


class BallotRecused(BallotEvent, type="evaluation.ballot.recused.v1"):
    """A deputy keeps out of the ballot."""


class BallotReminded(BallotEvent, type="evaluation.ballot.reminded.v1"):
    """The deputies are reminded that the ballot ends. It is said to all of them alike: who has voted is in no
    event."""


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


class RatingEvent(Event):
    """Carries the rating as it stands after the event."""

    rating: CitizenRatingSnapshot

    def withheld(self) -> bool:
        """Of a confidential matter it is the house's alone."""
        return self.rating.confidential


class RatingGiven(RatingEvent, type="evaluation.rating.given.v1"):
    """A raiser has rated the answer."""


class AlarmEvent(Event):
    """Carries the alarm as it stands after the event."""

    alarm: AlarmSnapshot

    def withheld(self) -> bool:
        """About a confidential matter it is the house's alone."""
        return self.alarm.confidential


class AlarmRaised(AlarmEvent, type="evaluation.alarm.raised.v1"):
    """A divergence was found."""


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


class BallotWaitDue(Timer, type="evaluation.ballot.wait_due.v1"):
    """The next rung of the ballot's ladder is due."""

    ballot_id: Id


class CountBallotsAnew(CountAnew, type="evaluation.ballot.count_anew.v1"):
    """Open ballots count their closing times anew."""


class EvaluationCommandAccepted(CommandAccepted, type="evaluation.command.accepted.v1"):
    """Evaluation has carried out a command."""


class EvaluationCommandRefused(CommandRefused, type="evaluation.command.refused.v1"):
    """Evaluation refused a command."""


class EvaluationClockMoved(ClockMoved, type="evaluation.clock.moved.v1"):
    """Evaluation's story clock was moved."""


class EvaluationReplayEnded(ReplayEnded, type="evaluation.replay.ended.v1"):
    """All events of evaluation that a replay was to send are sent."""
