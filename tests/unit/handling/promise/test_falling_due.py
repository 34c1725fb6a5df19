"""The promised day ends."""

from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import called, fulfil, promised, waited
from tests.unit.handling.world import OFFICE, clerk


def test_a_promise_is_overdue_when_its_day_has_ended_and_not_before() -> None:
    world, _ = promised()
    world.advance(at("2026-11-18 23:59"))
    assert world.promises()[0].state == "open"
    world.advance(at("2026-11-19 00:00"))
    assert world.promises()[0].state == "overdue"


def test_a_promise_is_waited_for_before_its_day_and_after_until_it_is_kept() -> None:
    world, id = promised()
    assert waited(world.promises()[0]) == {"keep_promise": "11-18"}
    world.advance(at("2026-12-03 12:00"))
    assert called(world, "keep_promise") == [
        "reminder 11-11 09:00 department",
        "reminder 11-17 09:00 department",
        "reminder 11-18 09:00 department",
        "urge 11-19 09:00 department department_head leader",
        "escalation 11-25 09:00 department head presidium",
        "escalation 12-02 09:00 department head presidium",
    ]
    world.must("2026-12-03 16:00", clerk("transport"), fulfil(id))
    world.advance(at("2027-02-03 12:00"))
    assert len(called(world, "keep_promise")) == 6


def test_the_day_of_a_kept_promise_passes_unnoticed() -> None:
    world, id = promised()
    world.must("2026-11-16 16:00", clerk("transport"), fulfil(id))
    assert world.hears("2026-11-19 00:00", said.PromiseDue(promise_id=id)) == [
        "its owner says that it is kept"
    ]
    world.must("2026-11-20 09:00", OFFICE, said.ConfirmPromise(promise_id=id))
    assert world.hears("2026-11-20 10:00", said.PromiseDue(promise_id=id)) == ["it was kept in time"]
