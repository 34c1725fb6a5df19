"""Divergence alarms (背离提示): the paper says one thing, the people another."""

from dataclasses import dataclass
from datetime import datetime

from services.evaluation.domain.ballot import Ballot
from services.evaluation.domain.vote import REDO, TO_CONGRESS
from shared.contracts.base import Bilingual
from shared.contracts.evaluation import AlarmRaised, BallotDue
from shared.state_machine import ABSENT, Ignore, Row, Situation, Table

A_BUT_DISSATISFIED = "a_but_dissatisfied"
_SOLVED = "A"
_RAISED = "raised"


@dataclass(frozen=True, slots=True)
class Alarm:
    """One divergence; it is raised once and stays."""

    alarm_id: str
    kind: str
    item_id: str
    round: int
    raised_at: datetime
    why: Bilingual
    state: str = ""
    version: int = 0


@dataclass(frozen=True, slots=True)
class Divergence:
    """What an alarm is made of: the closed ballot, and the sentence for people."""

    ballot: Ballot
    why: Bilingual


def diverges(ballot: Ballot) -> bool:
    """The answer says "solved" (A) and the deputies do not agree."""
    return ballot.result is not None and ballot.result.outcome in (REDO, TO_CONGRESS) and ballot.result_class == _SOLVED


def raised(alarm: None, timer: BallotDue, situation: Situation) -> Alarm:
    """The alarm about the ballot in ``situation.facts``."""
    divergence: Divergence = situation.facts
    return Alarm(
        alarm_id=situation.new_id,
        kind=A_BUT_DISSATISFIED,
        item_id=divergence.ballot.item_id,
        round=divergence.ballot.round,
        raised_at=situation.now,
        why=divergence.why,
    )


ALARM_TABLE: Table[Alarm] = Table(
    "alarm",
    (_RAISED,),
    (Row((ABSENT,), BallotDue, _RAISED, AlarmRaised, change=raised),),
    (Ignore((_RAISED,), BallotDue, "this round's divergence is known already"),),
)
