"""Promises are kept by their owner, who says so with evidence."""

from datetime import date

from shared.language.behaviour import law_of
from tests.support.township import after_the_term_of
from tests.support.world import at
from tests.unit.handling.examples import change, fulfil, promised
from tests.unit.handling.world import DEPUTY, OFFICE, chief, clerk


def test_the_owner_says_with_evidence_that_a_promise_is_kept() -> None:
    world, id = promised()
    assert world.refused("2026-11-16 16:00", clerk("water"), fulfil(id)) == "not_your_department"
    assert world.refused("2026-11-16 16:00", DEPUTY, fulfil(id)) == "wrong_role"
    world.must("2026-11-16 16:00", clerk("transport"), fulfil(id))
    (promise,) = world.promises()
    assert (promise.state, promise.evidence, promise.claimed_at, promise.fulfilled_at) == (
        "claimed",
        "沥青全部铺完",
        at("2026-11-16 16:00"),
        None,
    )
    assert [one.what for one in promise.waiting] == ["confirm_promise"]


def test_an_overdue_promise_can_still_be_kept_but_only_once() -> None:
    world, id = promised()
    world.must("2026-11-20 10:00", chief("transport"), fulfil(id))
    assert world.promises()[0].state == "claimed"
    assert world.refused("2026-11-21 10:00", chief("transport"), fulfil(id)) == "wrong_state"


def test_the_person_named_is_waited_for_until_they_leave_and_then_anybody_of_the_department() -> None:
    world, id = promised()
    world.must("2026-10-13 10:00", OFFICE, change(id, person_id="dept-transport-head"))
    assert world.promises()[0].waiting[0].person_id == "dept-transport-head"
    world.law = law_of(after_the_term_of("dept-transport-head", date(2026, 10, 31)))
    world.must("2026-11-02 10:00", OFFICE, change(id, due_on=date(2026, 12, 1)))
    (wait,) = world.promises()[0].waiting
    assert (wait.department, wait.person_id) == ("transport", None)
    world.must("2026-11-16 16:00", clerk("transport"), fulfil(id))
