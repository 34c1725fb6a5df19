"""An alarm is raised when a ballot contradicts the answer that it was about."""

from dataclasses import dataclass

from services.evaluation.domain.alarm.alarm import A_BUT_DISSATISFIED, RAISED, Alarm
from services.evaluation.domain.ballot.ballot import Ballot
from shared.kernel.messages.base import Bilingual
from shared.language.behaviour import Clause, Creation, Ignore, Situation
from shared.language.contracts.evaluation import REDO, TO_CONGRESS, AlarmRaised, BallotDue
from shared.language.contracts.handling import CLASS_SOLVED, ItemSnapshot
from shared.language.waiting import Final


@dataclass(frozen=True, slots=True)
class Divergence:
    """The material of an alarm: the closed ballot, and the sentence for people."""

    ballot: Ballot
    why: Bilingual


def diverges(ballot: Ballot, item: ItemSnapshot | None) -> bool:
    """The answer says "solved" (A), as it reads after all corrections, and the deputies do not agree."""
    classes = [one.result_class for one in item.answers if one.round == ballot.round] if item else []
    not_agreed = ballot.result is not None and ballot.result.outcome in (REDO, TO_CONGRESS)
    return not_agreed and CLASS_SOLVED in classes


def raised(_: None, timer: BallotDue, situation: Situation[Divergence]) -> Alarm:
    """The alarm about the ballot."""
    ballot = situation.facts.ballot
    return Alarm(
        alarm_id=situation.new_id,
        kind=A_BUT_DISSATISFIED,
        item_id=ballot.item_id,
        round=ballot.round,
        raised_at=situation.now,
        why=situation.facts.why,
    )


RAISING: tuple[Clause[Alarm], ...] = (
    Creation(
        BallotDue,
        RAISED,
        AlarmRaised,
        why="platform: class A with dissatisfied deputies is flagged, lest work be solved on paper alone",
        facts=Divergence,
        change=raised,
    ),
    Ignore((RAISED,), BallotDue, "this round's divergence is known already"),
    Final((RAISED,), "the divergence is shown beside the answer"),
)
