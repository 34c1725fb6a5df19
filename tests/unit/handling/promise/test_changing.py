"""A promise is changed with a reason, and what it was stays readable."""

from datetime import date

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts.envelope import Role
from tests.support.world import at
from tests.unit.handling.examples import change, fulfil, promised, waited
from tests.unit.handling.world import DEPUTY, OFFICE, chief, clerk

LATER = date(2026, 12, 18)


def test_another_day_is_told_with_the_reason_and_the_first_one_stays() -> None:
    world, id = promised()
    world.must("2026-11-10 10:00", chief("transport"), change(id, due_on=LATER))
    (promise,) = world.promises()
    assert (promise.due_on, promise.first_due_on) == (LATER, date(2026, 11, 18))
    (was,) = promise.changes
    assert (was.due_on, was.owner, was.by, was.reason) == (
        date(2026, 11, 18),
        "transport",
        "dept-transport-head",
        "连续降雨",
    )
    assert promise.deputies == ("deputy-01",)
    assert waited(promise) == {"keep_promise": "12-18"}
    world.advance(at("2026-12-18 23:59"))
    assert world.promises()[0].state == "open"
    world.advance(at("2026-12-19 00:00"))
    assert world.promises()[0].state == "overdue"


def test_no_day_is_moved_out_of_the_way_once_it_is_over() -> None:
    world, id = promised()
    world.advance(at("2026-11-19 00:00"))
    later = change(id, due_on=LATER)
    assert world.refused("2026-11-20 10:00", chief("transport"), later) == "promise_is_overdue"
    world.must("2026-11-20 10:00", OFFICE, later)
    assert (world.promises()[0].state, waited(world.promises()[0])) == ("open", {"keep_promise": "12-18"})


def test_an_overdue_promise_gets_another_plan_and_stays_overdue() -> None:
    world, id = promised()
    world.must("2026-11-20 10:00", chief("transport"), change(id, plan="先铺碎石"))
    assert (world.promises()[0].state, world.promises()[0].text) == ("overdue", "先铺碎石")


def test_the_office_names_another_owner_who_then_keeps_it() -> None:
    world, id = promised()
    other = change(id, department="water", person_id="dept-water-head")
    assert world.refused("2026-11-10 10:00", chief("transport"), other) == "office_names_owner"
    world.must("2026-11-10 10:00", OFFICE, other)
    (promise,) = world.promises()
    assert (promise.owner, promise.owner_person) == ("water", "dept-water-head")
    assert promise.waiting[0].department == "water"
    assert world.refused("2026-11-11 10:00", clerk("transport"), fulfil(id)) == "not_your_department"
    world.must("2026-11-11 10:00", clerk("water"), fulfil(id))
    assert world.refused("2026-11-12 10:00", OFFICE, change(id, due_on=LATER)) == "wrong_state"


@pytest.mark.parametrize(
    ("actor", "changes", "code"),
    [
        (OFFICE, {}, "promise_unchanged"),
        (OFFICE, {"due_on": date(2026, 11, 18)}, "promise_unchanged"),
        (OFFICE, {"due_on": date(2026, 11, 9)}, "day_in_the_past"),
        (OFFICE, {"department": "nobody"}, "unknown_department"),
        (OFFICE, {"person_id": "dept-water-head"}, "person_not_of_department"),
        (chief("water"), {"due_on": LATER}, "not_your_department"),
        (clerk("transport"), {"due_on": LATER}, "wrong_role"),
        (DEPUTY, {"due_on": LATER}, "wrong_role"),
        (Actor("head-1", Role.HEAD), {"due_on": LATER}, "wrong_role"),
    ],
)
def test_who_may_change_what(actor: Actor, changes: dict[str, object], code: str) -> None:
    world, id = promised()
    assert world.refused("2026-11-10 10:00", actor, change(id, **changes)) == code
