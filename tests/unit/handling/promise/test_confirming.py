"""Somebody else looks whether a promise is kept."""

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from tests.support.world import at
from tests.unit.handling.examples import REASON, called, fulfil, promised, waited
from tests.unit.handling.world import DEPUTY, OFFICE, HandlingWorld, chief, clerk


def claimed(when: str = "2026-11-16 16:00") -> tuple[HandlingWorld, str]:
    """A promise that its owner says is kept."""
    world, id = promised()
    world.must(when, clerk("transport"), fulfil(id))
    return world, id


@pytest.mark.parametrize("who", [OFFICE, DEPUTY])
def test_the_office_or_a_deputy_concerned_confirms_it(who: Actor) -> None:
    world, id = claimed()
    world.must("2026-11-17 10:00", who, said.ConfirmPromise(promise_id=id))
    (promise,) = world.promises()
    assert (promise.state, promise.confirmed_by, promise.fulfilled_at) == (
        "fulfilled",
        who.id,
        at("2026-11-17 10:00"),
    )
    assert promise.waiting == ()
    assert not [key for key in world.timers if key.startswith("promise")]


def test_nobody_confirms_their_own_word_and_no_deputy_whom_it_does_not_concern() -> None:
    world, id = claimed()
    confirm = said.ConfirmPromise(promise_id=id)
    assert world.refused("2026-11-17 10:00", chief("transport"), confirm) == "wrong_role"
    refusal = world.refusal("2026-11-17 10:00", Actor("deputy-09", Role.DEPUTY), confirm)
    assert refusal.code == "deputy_not_concerned"
    assert "deputy" not in dict(refusal.values)["names"]


def test_what_is_not_kept_is_sent_back_with_the_reason_and_its_day_goes_on() -> None:
    world, id = claimed()
    world.must("2026-11-17 10:00", DEPUTY, said.SendBackPromise(promise_id=id, reason=REASON))
    (promise,) = world.promises()
    assert (promise.state, promise.evidence, promise.claimed_at) == ("open", "", None)
    (back,) = promise.sent_back
    assert (back.evidence, back.reason, back.by) == ("沥青全部铺完", REASON, "deputy-01")
    assert waited(promise) == {"keep_promise": "11-18"}
    world.advance(at("2026-11-19 00:00"))
    assert world.promises()[0].state == "overdue"
    world.must("2026-11-20 10:00", clerk("transport"), fulfil(id))
    world.must("2026-11-20 11:00", OFFICE, said.ConfirmPromise(promise_id=id))


def test_what_is_sent_back_after_its_day_is_overdue_at_once() -> None:
    world, id = claimed()
    world.must("2026-11-19 00:00", OFFICE, said.SendBackPromise(promise_id=id, reason=REASON))
    (promise,) = world.promises()
    assert promise.state == "overdue"
    world.advance(at("2026-12-20 00:00"))
    assert [rung.split()[0] for rung in called(world, "keep_promise")][-1] == "escalation"


def test_nobody_looks_and_it_is_said_again_and_again() -> None:
    world, _ = claimed()
    world.advance(at("2027-11-16 16:00"))
    assert len(called(world, "confirm_promise")) > 40
    assert world.promises()[0].state == "claimed"
