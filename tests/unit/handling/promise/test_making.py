"""Promises come with answers of class B and C."""

from datetime import date

import pytest

from shared.language.contracts import handling as said
from tests.unit.handling.examples import PROMISE, acknowledged, answered, contacted, promised
from tests.unit.handling.world import OFFICE, chief, clerk
from tests.unit.redacting import read

NOON = "2026-10-12 15:00"


def test_a_b_answer_makes_the_promise_that_it_names() -> None:
    world, id = answered(PROMISE)
    answer = world.item(id).answers[0]
    (promise,) = world.promises()
    assert promise.promise_id == answer.promise_id
    assert (promise.owner, promise.due_on, promise.text) == ("transport", date(2026, 11, 18), "铺沥青")
    assert world.types()[-2:] == ["item.answered", "promise.made"]


def test_an_a_answer_promises_nothing() -> None:
    world, id = answered()
    assert world.promises() == []
    assert world.item(id).answers[0].promise_id is None


def test_the_promised_day_is_the_one_of_the_answer() -> None:
    world, _ = promised()
    assert world.promises()[0].due_on == date(2026, 11, 18)


@pytest.mark.parametrize(
    ("how", "reads"),
    [
        ({"publish": "summary", "summary": "明年修好"}, "明年修好"),
        ({"publish": "no", "not_public_because": "涉及个人隐私"}, None),
    ],
)
def test_of_an_answer_that_is_not_public_in_full_the_promise_says_no_more_than_it(
    how: dict[str, str], reads: str | None
) -> None:
    world, id = acknowledged()
    contacted(world, id)
    world.must(NOON, clerk("transport"), said.DraftAnswer.model_validate({"item_id": id, **PROMISE}))
    world.must(NOON, chief("transport"), said.SignOffAnswer(item_id=id))
    world.must(NOON, OFFICE, said.PublishAnswer.model_validate({"item_id": id, **how}))
    (promise,) = world.promises()
    assert promise.text == (reads or world.item(id).title)
    assert [event for event in world.events if "铺沥青" in read(event)] == []
    assert world.item(id).answers[-1].plan == "铺沥青"
