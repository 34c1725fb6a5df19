"""Promises are kept by their owner."""

from tests.support.world import at
from tests.unit.handling.examples import (
    fulfil,
    promised,
)
from tests.unit.handling.world import DEPUTY, chief, clerk


def test_a_promise_is_kept_by_its_owner_with_evidence() -> None:
    world, id = promised()
    assert world.refused("2026-11-16 16:00", clerk("water"), fulfil(id)) == "not_your_department"
    assert world.refused("2026-11-16 16:00", DEPUTY, fulfil(id)) == "wrong_role"
    world.must("2026-11-16 16:00", clerk("transport"), fulfil(id))
    (promise,) = world.promises()
    assert (promise.state, promise.evidence, promise.fulfilled_at) == (
        "fulfilled",
        "沥青全部铺完",
        at("2026-11-16 16:00"),
    )
    assert promise.waiting == ()
    assert not [key for key in world.timers if key.startswith("promise")]


def test_an_overdue_promise_can_still_be_kept_but_only_once() -> None:
    world, id = promised()
    world.must("2026-11-20 10:00", chief("transport"), fulfil(id))
    assert world.promises()[0].state == "fulfilled"
    assert world.refused("2026-11-21 10:00", chief("transport"), fulfil(id)) == "wrong_state"
