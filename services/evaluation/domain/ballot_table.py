"""The states of a ballot and what moves it."""

from services.evaluation.domain.ballot import (
    Ballot,
    closed,
    closing_timer,
    extended,
    has_quorum,
    one_more_vote,
    opened,
)
from services.evaluation.domain.ballot_guards import MAY_OPEN, MAY_VOTE
from shared.contracts.base import Role
from shared.contracts.evaluation import (
    BallotClosed,
    BallotDue,
    BallotExtended,
    BallotOpened,
    CastVote,
    OpenBallot,
    VoteRecorded,
)
from shared.state_machine import ABSENT, Ignore, Row, Situation, Table

OPEN, CLOSED = "open", "closed"


def closes_now(ballot: Ballot, timer: BallotDue, situation: Situation) -> bool:
    """The timer is about the closing time in force."""
    return timer.closes_at == ballot.closes_at


def gets_more_time(ballot: Ballot, timer: BallotDue, situation: Situation) -> bool:
    """Too few have voted, and it is the first time."""
    return closes_now(ballot, timer, situation) and not ballot.extended and not has_quorum(ballot, situation)


BALLOT_TABLE: Table[Ballot] = Table(
    "ballot",
    (OPEN, CLOSED),
    (
        Row(
            (ABSENT,),
            OpenBallot,
            OPEN,
            BallotOpened,
            by=(Role.OFFICE,),
            guards=MAY_OPEN,
            change=opened,
            timers=closing_timer,
        ),
        Row((OPEN,), CastVote, None, VoteRecorded, by=(Role.DEPUTY,), guards=MAY_VOTE, change=one_more_vote),
        Row((OPEN,), BallotDue, None, BallotExtended, when=gets_more_time, change=extended, timers=closing_timer),
        Row((OPEN,), BallotDue, CLOSED, BallotClosed, when=closes_now, change=closed),
    ),
    (
        Ignore((OPEN,), BallotDue, "the closing time was put off"),
        Ignore((CLOSED,), BallotDue, "the ballot is closed already"),
    ),
)
