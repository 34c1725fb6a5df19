"""Promises come with answers of class B and C."""

from datetime import date

from tests.unit.handling.examples import (
    PROMISE,
    answered,
    promised,
)


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
