"""What evaluation's use cases look up and do beside their tables, played to its world."""

from datetime import date, timedelta

import pytest

from shared.language.behaviour import law_of
from shared.language.calendar import local_day
from shared.language.contracts.evaluation import (
    AlarmRaised,
    CastVote,
    FiguresPublished,
    GiveRating,
    OpenBallot,
    PublishFigures,
)
from tests.support.township import after_the_term_of
from tests.unit.evaluation.builders import (
    CITIZEN,
    CLOSES_AT,
    DEPUTIES,
    OFFICE,
    OPENED_AT,
    SECRET,
    deputy,
    submission,
)
from tests.unit.evaluation.world import EvaluationWorld

OPEN = OpenBallot(item_id="I1")


def opened() -> tuple[EvaluationWorld, str]:
    """A world with the ballot on an item that was answered with A, and the ballot's id."""
    world = EvaluationWorld()
    return world, world.opens()


def test_a_deputy_votes_once_and_the_choice_is_in_no_event() -> None:
    world, id = opened()
    vote = CastVote(ballot_id=id, process="satisfied", result="basically")
    told = world.must(OPENED_AT, deputy("deputy-01"), vote)
    assert world.refused(OPENED_AT, deputy("deputy-01"), vote) == "already_voted"
    assert [(v.process, v.result) for v in world.votes(id)] == [("satisfied", "basically")]
    assert "deputy-01" not in str(world.votes(id))
    assert "basically" not in told.model_dump_json()


@pytest.mark.parametrize(("said", "code"), [("yes", None), ("no", "term_ended")])
def test_a_seat_that_ended_after_the_opening_keeps_its_vote_or_not_by_rule(
    said: str, code: str | None
) -> None:
    world, id = opened()
    last = local_day(OPENED_AT)
    world.law = law_of(after_the_term_of("deputy-01", last, ("ballot.old_term_votes", said)))
    vote = CastVote(ballot_id=id, process="satisfied", result="basically")
    refusal = world.do(OPENED_AT + timedelta(days=1), deputy("deputy-01"), vote)
    assert (refusal.code if refusal else None) == code


def test_a_seat_that_had_ended_before_the_opening_has_no_vote_by_any_rule() -> None:
    world = EvaluationWorld()
    last = local_day(OPENED_AT) - timedelta(days=1)
    world.law = law_of(after_the_term_of("deputy-01", last, ("ballot.old_term_votes", "yes")))
    id = world.opens()
    vote = CastVote(ballot_id=id, process="satisfied", result="basically")
    assert world.refused(OPENED_AT, deputy("deputy-01"), vote) == "not_entitled"


@pytest.mark.parametrize(
    ("choice", "types"),
    [
        ("dissatisfied", ["ballot.closed", "alarm.raised"]),
        ("satisfied", ["ballot.reminded", "ballot.closed"]),
    ],
)
def test_an_answer_with_a_that_the_deputies_call_bad_raises_an_alarm(choice: str, types: list[str]) -> None:
    world, id = opened()
    for voter in DEPUTIES:
        vote = CastVote(ballot_id=id, process="satisfied", result=choice, reason="没通车")
        world.must(OPENED_AT, deputy(voter), vote)
    world.advance(CLOSES_AT)
    assert world.types()[-2:] == types
    assert any(isinstance(event, AlarmRaised) for event in world.events) is (choice == "dissatisfied")


def test_an_item_has_one_ballot_a_round() -> None:
    world, _ = opened()
    assert world.refused(OPENED_AT, OFFICE, OPEN) == "ballot_exists"


def test_a_rating_needs_the_submission_that_intake_told_of() -> None:
    world = EvaluationWorld()
    rate = GiveRating(submission_id="D1", proof=SECRET, satisfied=True)
    assert world.refused(OPENED_AT, CITIZEN, rate) == "unknown_thing"
    world.knows("submission", submission())
    world.must(OPENED_AT, CITIZEN, rate)
    assert world.snapshot_of(world.must(OPENED_AT, CITIZEN, rate)).given == 2


def test_figures_count_what_was_heard_by_now_and_are_published_anew() -> None:
    world = EvaluationWorld()
    period = PublishFigures(first_day=date(2026, 9, 1), last_day=date(2026, 10, 31))
    told = []
    for id in ("D1", "D2"):
        world.knows("submission", submission(id))
        told.append(world.must(OPENED_AT, OFFICE, period))
    assert [event.figures.raised for event in told if isinstance(event, FiguresPublished)] == [1, 2]
    assert len({event.model_dump()["figures_id"] for event in told}) == 2
