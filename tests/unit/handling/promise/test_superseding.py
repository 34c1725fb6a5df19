"""A new answer takes the place of what an earlier one promised."""

from datetime import date

from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import ANSWER, PROMISE, answered, closed, contacted, fulfil, publish
from tests.unit.handling.examples import a_ballot as ballot
from tests.unit.handling.world import OFFICE, HandlingWorld, clerk


def to_be_done_again() -> tuple[HandlingWorld, str, str]:
    """A world whose item promised something and is to be done again; the item's id and the promise's."""
    world, id = answered(PROMISE)
    world.hears("2026-10-27 00:03", closed(ballot(world.item(id)), "redo"))
    contacted(world, id, "2026-10-28 10:00")
    return world, id, world.promises()[0].promise_id


def test_the_promise_of_round_one_ends_with_the_answer_of_round_two() -> None:
    """L13: it is said, and it does not become overdue in public."""
    world, id, promise = to_be_done_again()
    assert world.promises()[0].state == "open"
    publish(world, id, "2026-11-05 15:00", ANSWER)
    (earlier,) = world.promises()
    assert (earlier.state, earlier.superseded_at, earlier.waiting) == (
        "superseded",
        at("2026-11-05 15:00"),
        (),
    )
    assert "promise.superseded" in world.types()
    world.advance(at("2026-12-31 12:00"))
    assert "promise.overdue" not in world.types()
    assert world.refused("2026-12-31 12:00", clerk("transport"), fulfil(promise)) == "wrong_state"


def test_a_new_promise_takes_the_place_of_the_old_one() -> None:
    world, id, _ = to_be_done_again()
    publish(world, id, "2026-11-05 15:00", {**PROMISE, "promised_on": date(2026, 12, 18)})
    assert [(one.state, one.due_on) for one in world.promises()] == [
        ("superseded", date(2026, 11, 18)),
        ("open", date(2026, 12, 18)),
    ]


def test_what_was_kept_before_stays_kept() -> None:
    world, id, promise = to_be_done_again()
    world.must("2026-11-04 10:00", clerk("transport"), fulfil(promise))
    world.must("2026-11-04 11:00", OFFICE, said.ConfirmPromise(promise_id=promise))
    publish(world, id, "2026-11-05 15:00", ANSWER)
    assert world.promises()[0].state == "fulfilled"


def test_what_was_said_to_be_kept_and_not_looked_at_ends_with_the_new_answer() -> None:
    world, id, promise = to_be_done_again()
    world.must("2026-11-04 10:00", clerk("transport"), fulfil(promise))
    publish(world, id, "2026-11-05 15:00", ANSWER)
    assert (world.promises()[0].state, world.promises()[0].waiting) == ("superseded", ())


def test_a_timer_that_was_under_way_means_nothing() -> None:
    world, id, promise = to_be_done_again()
    publish(world, id, "2026-11-05 15:00", ANSWER)
    late = said.PromiseDue(promise_id=promise)
    assert world.hears("2026-11-19 00:00", late) == ["another answer, or a decision, holds"]
