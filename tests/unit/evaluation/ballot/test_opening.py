"""Opening a ballot."""

from datetime import UTC, datetime
from typing import Any

import pytest

from services.evaluation.domain.ballot.opening import OpeningFacts
from shared.language.behaviour import Moved
from shared.language.contracts.evaluation import (
    OpenBallot,
)
from tests.unit.evaluation.builders import (
    CLOSES_AT,
    DEPUTIES,
    OFFICE,
    answer,
    decide,
    due,
    item,
    moved,
    open_ballot,
    refusal,
    situation,
)


def opening(facts: OpeningFacts, **fields: Any) -> str:
    command = OpenBallot(
        item_id="I1", entitled=fields.get("entitled", DEPUTIES), recused=fields.get("recused", ())
    )
    return refusal(decide(None, command, situation(OFFICE, facts=facts)))


def test_who_keeps_out_of_the_topic_may_be_named_as_recused_and_the_others_vote() -> None:
    facts = OpeningFacts(item(), False, frozenset(DEPUTIES[:1]))
    command = OpenBallot(item_id="I1", entitled=DEPUTIES, recused=DEPUTIES[:1])
    assert moved(decide(None, command, situation(OFFICE, facts=facts))).voters == frozenset(DEPUTIES[1:])


def test_a_ballot_is_open_until_the_end_of_the_fourteenth_day_and_sets_its_timer() -> None:
    command = OpenBallot(item_id="I1", entitled=DEPUTIES)
    decision = decide(None, command, situation(OFFICE, facts=OpeningFacts(item(), has_ballot=False)))
    ballot = moved(decision)
    assert (ballot.state, ballot.version, ballot.closes_at) == ("open", 1, CLOSES_AT)
    assert isinstance(decision, Moved)
    assert [(timer.at, timer.event) for timer in decision.timers] == [(CLOSES_AT, due(ballot))]


def test_a_ballot_that_would_end_on_a_holiday_ends_on_the_next_working_day() -> None:
    ballot = open_ballot(now=datetime(2026, 9, 18, 8, 0, tzinfo=UTC))
    assert ballot.closes_at == datetime(
        2026, 10, 8, 16, 0, tzinfo=UTC
    )  # 2 October lies in the National Day holidays


def test_a_ballot_is_about_the_round_that_was_answered_last() -> None:
    ballot = open_ballot(on=item(round=2, answers=(answer("A", 1), answer("B", 2))))
    assert (ballot.round, ballot.result_class) == (2, "B")


@pytest.mark.parametrize(
    ("facts", "fields", "code"),
    [
        (OpeningFacts(None, has_ballot=False), {}, "unknown_thing"),
        (OpeningFacts(item(fast_lane=True), has_ballot=False), {}, "fast_lane_not_balloted"),
        (OpeningFacts(item(state="rating"), has_ballot=True), {}, "ballot_exists"),
        (OpeningFacts(item(state="in_progress", answers=()), has_ballot=False), {}, "item_not_answered"),
        (OpeningFacts(item(state="in_progress", round=2), has_ballot=False), {}, "item_not_answered"),
        (OpeningFacts(item(state="answered", round=2), has_ballot=False), {}, "item_not_answered"),
        (OpeningFacts(item(), has_ballot=False), {"entitled": ("deputy-99",)}, "unknown_deputy"),
        (OpeningFacts(item(), False, frozenset(DEPUTIES[:1])), {}, "recused_from_topic_votes"),
        (OpeningFacts(item(), has_ballot=False), {"recused": ("head-1",)}, "unknown_deputy"),
        (OpeningFacts(item(), has_ballot=False), {"recused": DEPUTIES}, "nobody_may_vote"),
    ],
)
def test_a_ballot_is_not_opened_when_there_is_nothing_to_rate_or_nobody_to_do_it(
    facts: OpeningFacts, fields: dict[str, Any], code: str
) -> None:
    assert opening(facts, **fields) == code


def test_a_deputy_named_twice_is_entitled_once() -> None:
    assert open_ballot(entitled=("deputy-01", "deputy-01", "deputy-02")).entitled == (
        "deputy-01",
        "deputy-02",
    )
