"""What was put off is looked at again each year."""

from datetime import date

from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import PROMISE, answered, called, promised, waited
from tests.unit.handling.world import HandlingWorld, clerk

LATER = {**PROMISE, "result_class": "C", "promised_on": date(2029, 10, 31)}


def put_off() -> tuple[HandlingWorld, str]:
    """A promise of class C, three years ahead."""
    world, _ = answered(LATER)
    return world, world.promises()[0].promise_id


def test_it_is_waited_for_each_year_and_a_look_puts_it_off_for_another() -> None:
    world, id = put_off()
    assert waited(world.promises()[0]) == {"keep_promise": "10-31", "review_promise": "10-12"}
    world.must("2027-10-11 10:00", clerk("transport"), said.ReviewPromise(promise_id=id, text="列入明年预算"))
    (promise,) = world.promises()
    assert [look.text for look in promise.reviews] == ["列入明年预算"]
    (wait,) = [one for one in promise.waiting if one.what == "review_promise"]
    assert wait.due_at == at("2028-10-12 00:00")


def test_a_year_without_a_look_is_said_again_and_again() -> None:
    world, _ = put_off()
    world.advance(at("2028-10-12 12:00"))
    assert called(world, "review_promise")[-1].endswith("department head presidium")


def test_what_is_being_solved_has_its_day_alone() -> None:
    world, id = promised()
    assert waited(world.promises()[0]) == {"keep_promise": "11-18"}
    look = said.ReviewPromise(promise_id=id, text="再看看")
    assert world.refused("2026-11-01 10:00", clerk("transport"), look) == "nothing_put_off"


def test_another_department_does_not_look_for_the_owner() -> None:
    world, id = put_off()
    look = said.ReviewPromise(promise_id=id, text="再看看")
    assert world.refused("2027-11-01 10:00", clerk("water"), look) == "not_your_department"
