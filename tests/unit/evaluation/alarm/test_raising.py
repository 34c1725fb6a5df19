"""Class A on paper, dissatisfied deputies: a divergence."""

import pytest

from services.evaluation.domain.alarm.raising import Divergence, diverges
from services.evaluation.domain.alarm.table import ALARM_TABLE
from services.evaluation.storage.tables import ALARM
from shared.kernel.messages.base import Bilingual
from shared.language.behaviour import Ignored, Moved
from shared.language.contracts.evaluation import AlarmRaised, BallotDue
from tests.unit.evaluation.builders import (
    CLOSES_AT,
    DEPUTIES,
    answer,
    cast,
    close,
    item,
    open_ballot,
    situation,
    vote,
)

WHY = Bilingual(zh="背离", en="divergence")


@pytest.mark.parametrize(
    ("result_class", "choice", "round", "expected"),
    [
        ("A", "dissatisfied", 1, True),
        ("A", "dissatisfied", 3, True),
        ("B", "dissatisfied", 1, False),
        ("D", "dissatisfied", 1, False),
        ("A", "basically", 1, False),
        ("A", "abstained", 1, False),
    ],
)
def test_only_a_rejected_answer_that_says_solved_diverges(
    result_class: str, choice: str, round: int, expected: bool
) -> None:
    votes = [vote(voter, choice) for voter in DEPUTIES]
    on = item(round=round, answers=(answer(result_class, round),))
    ballot = open_ballot(on=on)
    assert not diverges(ballot, on)
    assert diverges(close(cast(ballot, *votes), *votes), on) is expected


def test_a_ballot_without_quorum_raises_no_alarm() -> None:
    assert not diverges(close(close(open_ballot())), item())


def test_an_alarm_is_raised_once_for_a_round() -> None:
    votes = [vote(voter, "dissatisfied") for voter in DEPUTIES]
    ballot = close(cast(open_ballot(), *votes), *votes)
    timer = BallotDue(ballot_id=ballot.ballot_id, closes_at=ballot.closes_at)
    at = situation(now=CLOSES_AT, facts=Divergence(ballot, WHY))
    first = ALARM_TABLE.decide(None, timer, at)
    assert isinstance(first, Moved)
    alarm = AlarmRaised.model_validate({"alarm": ALARM.publish(first.after)}).alarm
    assert (alarm.kind, alarm.item_id, alarm.round, alarm.why) == ("a_but_dissatisfied", "I1", 1, WHY)
    assert isinstance(ALARM_TABLE.decide(first.after, timer, at), Ignored)
