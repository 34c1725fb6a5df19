"""The promised day ends."""

from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import (
    fulfil,
    promised,
)
from tests.unit.handling.world import clerk


def test_a_promise_is_overdue_when_its_day_has_ended_and_not_before() -> None:
    world, _ = promised()
    world.advance(at("2026-11-18 23:59"))
    assert world.promises()[0].state == "open"
    world.advance(at("2026-11-19 00:00"))
    assert world.promises()[0].state == "overdue"


def test_the_day_of_a_kept_promise_passes_unnoticed() -> None:
    world, id = promised()
    world.must("2026-11-16 16:00", clerk("transport"), fulfil(id))
    assert world.hears("2026-11-19 00:00", said.PromiseDue(promise_id=id)) == ["it was kept in time"]
