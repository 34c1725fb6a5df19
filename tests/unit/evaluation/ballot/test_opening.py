"""Opening a ballot: by itself when the answer is public; by the office where that cannot be."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from services.evaluation.domain.ballot.opening import OpeningFacts
from services.evaluation.storage.tables import BALLOT
from shared.kernel.messages.envelope import SYSTEM
from shared.kernel.messages.errors import NotYetKnown
from shared.language.behaviour import Ignored, Moved, law_of
from shared.language.contracts.evaluation import NamedRecusal, OpenBallot
from shared.language.contracts.handling import ItemAnswered, ItemSnapshot
from tests.support.township import with_rules, xiushan
from tests.unit.chapters import Example
from tests.unit.evaluation.builders import (
    CLOSES_AT,
    DEPUTIES,
    OFFICE,
    OPENED_AT,
    RULES,
    answer,
    decide,
    due,
    item,
    moved,
    open_ballot,
    recusals,
    refusal,
    situation,
)
from tests.unit.evaluation.story_material import topics
from tests.unit.evaluation.world import EvaluationWorld

ALL = tuple(f"deputy-{number:02}" for number in range(1, 13))
"""Every deputy of the sample township."""
OPEN = OpenBallot(item_id="I1")
EXAMPLES = [
    Example(ItemAnswered(item=item()), SYSTEM, (), OpeningFacts(item())),
    Example(OPEN, OFFICE, (), OpeningFacts(item())),
]


def test_the_answer_opens_the_ballot_until_the_end_of_the_fourteenth_day_and_sets_its_timer() -> None:
    decision = decide(None, ItemAnswered(item=item()), situation(facts=OpeningFacts(item())))
    ballot = moved(decision)
    assert (ballot.state, ballot.version, ballot.closes_at) == ("open", 1, CLOSES_AT)
    assert (ballot.entitled, ballot.electorate, ballot.widened) == (ALL, ("deputies",), False)
    assert isinstance(decision, Moved)
    assert (CLOSES_AT, due(ballot)) in [(timer.at, timer.event) for timer in decision.timers]


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        (OpeningFacts(item(fast_lane=True)), "rated by its raiser"),
        (OpeningFacts(item(state="unrated")), "has gone on"),
        (OpeningFacts(item(state="in_progress", round=2)), "has gone on"),
        (OpeningFacts(item(), recusals=recusals(*ALL[4:])), "too few deputies"),
    ],
)
def test_what_is_not_rated_by_ballot_opens_none_and_says_why(facts: OpeningFacts, why: str) -> None:
    assert facts.item
    decision = decide(None, ItemAnswered(item=facts.item), situation(facts=facts))
    assert isinstance(decision, Ignored)
    assert why in decision.why


def test_a_ballot_that_would_end_on_a_holiday_ends_on_the_next_working_day() -> None:
    ballot = open_ballot(now=datetime(2026, 9, 18, 8, 0, tzinfo=UTC))
    assert ballot.closes_at == datetime(
        2026, 10, 8, 16, 0, tzinfo=UTC
    )  # 2 October lies in the National Day holidays


def test_a_ballot_is_about_the_round_that_was_answered_last() -> None:
    ballot = open_ballot(on=item(round=2, answers=(answer("A", 1), answer("B", 2))))
    assert ballot.round == 2


@pytest.mark.parametrize(
    ("facts", "fields", "code"),
    [
        (OpeningFacts(None), {}, "unknown_thing"),
        (OpeningFacts(item(fast_lane=True)), {}, "fast_lane_not_balloted"),
        (OpeningFacts(item(state="rating"), has_ballot=True), {}, "ballot_exists"),
        (OpeningFacts(item(state="in_progress", answers=())), {}, "item_not_answered"),
        (OpeningFacts(item(state="in_progress", round=2)), {}, "item_not_answered"),
        (OpeningFacts(item(state="answered", round=2)), {}, "item_not_answered"),
        (OpeningFacts(item(), lapsed=RULES.ballot.ballots_at_most), {}, "ballots_spent"),
        (OpeningFacts(item()), {"recused": ("head-1",)}, "unknown_deputy"),
        (OpeningFacts(item()), {"recused": ALL[: 12 - RULES.ballot.least_entitled + 1]}, "too_few_may_vote"),
        (OpeningFacts(item(), recusals=recusals(*ALL)), {}, "too_few_may_vote"),
    ],
)
def test_the_office_opens_no_ballot_when_there_is_nothing_to_rate_or_nobody_to_do_it(
    facts: OpeningFacts, fields: dict[str, Any], code: str
) -> None:
    named = tuple(NamedRecusal(deputy_id=id, reason="近亲属") for id in fields.get("recused", ()))
    command = OpenBallot(item_id="I1", recused=named)
    assert refusal(decide(None, command, situation(OFFICE, facts=facts))) == code


def test_after_a_ballot_that_said_nothing_the_office_opens_another_one_and_no_third() -> None:
    world = EvaluationWorld()
    seen = [world.opens()]
    for _ in range(RULES.ballot.ballots_at_most - 1):
        assert world.refused(world.ballot(seen[-1]).closes_at - timedelta(days=1), OFFICE, OPEN) == (
            "ballot_exists"
        )
        world.advance(world.ballot(seen[-1]).closes_at + timedelta(days=20))
        command = OPEN.model_copy(update={"recused": (NamedRecusal(deputy_id=ALL[0], reason="近亲属"),)})
        told = world.must(world.ballot(seen[-1]).closes_at + timedelta(days=20), OFFICE, command)
        seen.append(world.snapshot_of(told).ballot_id)
        assert world.ballot(seen[-1]).recused == {ALL[0]}
    world.advance(OPENED_AT + timedelta(days=120))
    assert [world.ballot(id).state for id in seen] == ["closed"] * RULES.ballot.ballots_at_most
    assert world.refused(OPENED_AT + timedelta(days=120), OFFICE, OPEN) == "ballots_spent"


def test_an_answer_that_is_heard_twice_or_after_the_office_has_acted_opens_no_second_ballot() -> None:
    world = EvaluationWorld()
    id = world.opens()
    assert world.hears(OPENED_AT, ItemAnswered(item=item())) == ["this round has its ballot"]
    assert world.refused(OPENED_AT, OFFICE, OPEN) == "ballot_exists"
    world = EvaluationWorld()
    world.knows("item", item())
    assert world.snapshot_of(world.must(OPENED_AT, OFFICE, OPEN)).ballot_id == id
    assert world.hears(OPENED_AT, ItemAnswered(item=item())) == ["this round has its ballot"]


def test_news_of_an_answer_that_comes_when_the_item_has_gone_on_opens_nothing() -> None:
    world = EvaluationWorld()
    world.knows("item", item(state="unrated"))
    (why,) = world.hears(OPENED_AT, ItemAnswered(item=item()))
    assert "has gone on" in why


def from_a_topic(**fields: Any) -> tuple[EvaluationWorld, ItemSnapshot]:
    """A world in which the item's topic is known, and the item."""
    world = EvaluationWorld()
    topic = next(iter(topics()))
    world.knows("topic", topic.model_copy(update=fields))
    return world, item(topic_id=topic.topic_id, meeting_id="M2")


def test_an_answer_waits_until_its_topic_was_heard_of_for_who_keeps_out_stands_there() -> None:
    world = EvaluationWorld()
    with pytest.raises(NotYetKnown, match="topic T1"):
        world.hears(OPENED_AT, ItemAnswered(item=item(topic_id="T1")))
    world, on = from_a_topic(recusals=recusals(DEPUTIES[0]))
    ballot = world.ballot(world.opens(on=on))
    assert ballot.recused == {DEPUTIES[0]}
    assert DEPUTIES[0] not in ballot.entitled
    assert ballot.recusals[0].reason == "自家的船厂"


def test_an_answer_waits_for_its_meeting_only_if_who_was_there_may_vote() -> None:
    world, on = from_a_topic()
    change = with_rules(OPENED_AT.date(), ("ballot.electorate", "present"))
    world.law = law_of(change.township)
    with pytest.raises(NotYetKnown, match="meeting M2"):
        world.hears(OPENED_AT, ItemAnswered(item=on))
    world.law = law_of(xiushan())
    assert world.ballot(world.opens(on=on)).entitled == ALL


def test_who_kept_out_of_one_ballot_on_an_item_keeps_out_of_the_next() -> None:
    world = EvaluationWorld()
    first = world.opens()
    kept_out = replace(world.ballot(first), recusals=recusals(ALL[9]))
    world.things[BALLOT.name, first] = kept_out
    again = item(round=2, answers=(answer("A", 1), answer("A", 2)))
    second = world.ballot(world.opens(CLOSES_AT + timedelta(days=3), again))
    assert second.round == 2
    assert second.recused == {ALL[9]}
    assert second.ballot_id != first
