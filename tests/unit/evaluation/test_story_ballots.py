"""The eight ballots of the demo story come out as it says."""

from datetime import date, timedelta

import pytest

from demo.steps import Step
from services.evaluation.domain.alarm.raising import diverges
from shared.language.calendar import end_of_day
from tests.unit.evaluation.story import CHOICES, ballots, first, items, steps

CLOSINGS = steps("ballot", "close")


def counts(told: dict[str, int]) -> dict[str, int]:
    """The story's counts by code, nought for what it leaves out."""
    return {code: told.get(name, 0) for name, code in CHOICES.items()}


def test_the_story_has_eight_ballots() -> None:
    assert len(CLOSINGS) == len(ballots()) == 8


@pytest.mark.parametrize("closing", CLOSINGS, ids=lambda step: step.id)
def test_a_ballot_closes_at_the_end_of_the_day_that_the_story_names(closing: Step) -> None:
    told = date.fromisoformat(first("ballot", "open", closing.id).data["closes"])
    assert ballots()[closing.id].closes_at == end_of_day(told) == closing.at


@pytest.mark.parametrize("closing", CLOSINGS, ids=lambda step: step.id)
def test_a_ballot_gives_the_story_s_result(closing: Step) -> None:
    ballot = ballots()[closing.id]
    assert ballot.state == "closed"
    assert ballot.result is not None
    assert ballot.result.outcome == closing.data["result"]
    assert ballot.result.process.model_dump() == counts(closing.data["process"])
    assert ballot.result.result.model_dump() == counts(closing.data["result_axis"])


@pytest.mark.parametrize("closing", CLOSINGS, ids=lambda step: step.id)
def test_the_reasons_are_published_without_names_and_not_in_the_order_of_voting(closing: Step) -> None:
    told = [step.data["reason"] for step in steps("ballot", "vote", closing.id) if step.data.get("reason")]
    result = ballots()[closing.id].result
    assert result is not None
    assert list(result.reasons) == sorted(told)


def test_all_vote_but_the_recused_deputy() -> None:
    assert {id: ballot.votes for id, ballot in ballots().items() if ballot.votes != 8} == {"B-I5-1": 7}
    assert "deputy-10" not in ballots()["B-I5-1"].entitled


def test_only_the_first_round_of_i2_diverges() -> None:
    assert [id for id, ballot in ballots().items() if diverges(ballot, items()[ballot.item_id])] == ["B-I2-1"]


def test_no_ballot_needs_an_extension() -> None:
    assert not any(ballot.extended for ballot in ballots().values())
    assert all(ballot.closes_at - ballot.opened_at < timedelta(days=15) for ballot in ballots().values())
