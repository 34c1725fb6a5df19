"""The fast lane (小事直办), and what it leaves out."""

from datetime import date

import pytest

from shared.language.contracts import handling as said
from shared.language.contracts.intake import SubmissionFastLaned
from tests.unit.handling.examples import (
    ANSWER,
    acknowledged,
    answered,
    fast_lane,
)
from tests.unit.handling.world import HandlingWorld, chief, clerk, submission


def test_a_small_matter_gets_one_item_however_often_it_is_told() -> None:
    world, id = fast_lane()
    event = SubmissionFastLaned(submission=submission("D3", "fast_lane", "construction"))
    assert world.hears("2026-09-12 09:00", event) == ["the submission has its item"]
    assert world.item(id).state == "acknowledged"


def test_a_small_matter_is_answered_and_archived_at_once() -> None:
    world, id = fast_lane()
    command = said.AnswerFastLane(item_id=id, result_class="A", text="换灯泡一只")
    world.must("2026-09-14 16:00", chief("construction"), command)
    assert world.types()[-2:] == ["item.answered", "item.archived"]
    states = [event.item.state for event in world.events[-2:]]  # type: ignore[attr-defined]
    assert states == ["answered", "archived"]
    assert world.item(id).answers[0].due_on == date(2026, 9, 17)
    assert world.timers == {}


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ({"result_class": "B"}, "fast_lane_class"),
        ({"result_class": "C"}, "fast_lane_class"),
        ({"result_class": "X"}, "unknown_result_class"),
        ({"result_class": "D"}, "reasons_missing"),
    ],
)
def test_a_small_matter_is_solved_or_declined_with_reasons(answer: dict[str, str], code: str) -> None:
    world, id = fast_lane()
    command = said.AnswerFastLane.model_validate({"item_id": id, "text": "已看过", **answer})
    assert world.refused("2026-09-14 16:00", chief("construction"), command) == code


def test_only_the_head_of_the_department_answers_a_small_matter() -> None:
    world, id = fast_lane()
    command = said.AnswerFastLane(item_id=id, result_class="A", text="好了")
    assert world.refused("2026-09-14 16:00", clerk("construction"), command) == "wrong_role"
    assert world.refused("2026-09-14 16:00", chief("water"), command) == "not_your_department"


def test_the_two_ways_of_answering_do_not_mix() -> None:
    world, id = fast_lane()
    draft = said.DraftAnswer.model_validate({"item_id": id, **ANSWER})
    assert world.refused("2026-09-14 16:00", clerk("construction"), draft) == "fast_lane_item"
    for world, id in (acknowledged(), answered()):
        command = said.AnswerFastLane(item_id=id, result_class="A", text="好了")
        assert world.refused("2026-10-12 16:00", chief("transport"), command) == "not_fast_lane_item"


@pytest.mark.parametrize(
    ("urgency", "rule"),
    [
        ("danger", "danger_2_hours"),
        ("utility", "utility_24_hours"),
        ("complex", "complex_15_days"),
        ("whatever", "ordinary_7_days"),
        (None, "ordinary_7_days"),
    ],
)
def test_the_class_of_the_matter_goes_with_it(urgency: str | None, rule: str) -> None:
    world = HandlingWorld()
    matter = submission("D9", "fast_lane", "construction").model_copy(update={"urgency": urgency})
    world.hears("2026-09-10 09:00", SubmissionFastLaned(submission=matter))
    item = world.snapshot_of(world.events[-1])
    assert (item.rule, item.urgency) == (rule, urgency)
