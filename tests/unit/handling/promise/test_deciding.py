"""What the congress decides about an item reaches what its answer promised."""

from datetime import date

import pytest

from shared.language.contracts import handling as said
from tests.support.world import at
from tests.unit.handling.examples import PROMISE, answered, closed, fulfil
from tests.unit.handling.examples import a_ballot as ballot
from tests.unit.handling.item.test_congress import REFERRED_AT, correction, decision, talk
from tests.unit.handling.world import OFFICE, HandlingWorld, clerk

DECIDED_AT = "2026-11-23 09:00"
LATER = "2026-11-24 09:00"
OTHERWISE = ("cannot_be_met", "becomes_project", "handed_up")


def referred(due: date = date(2026, 12, 18)) -> tuple[HandlingWorld, str]:
    """A world whose item promised something, did not satisfy, and is the congress's; both sides have met."""
    world, id = answered({**PROMISE, "promised_on": due})
    world.hears("2026-10-27 00:03", closed(ballot(world.item(id), closes=REFERRED_AT), "to_congress"))
    world.must("2026-11-04 09:00", OFFICE, talk(id))
    return world, id


@pytest.mark.parametrize("kind", OTHERWISE)
def test_what_the_congress_overrules_is_waited_for_by_nobody(kind: str) -> None:
    world, id = referred()
    world.must(DECIDED_AT, OFFICE, decision(id, kind))
    (promise,) = world.promises()
    assert (promise.state, promise.superseded_by, promise.waiting) == ("superseded", "decision", ())
    assert promise.superseded_at == at(DECIDED_AT)
    world.advance(at("2027-03-01 12:00"))
    assert {"promise.overdue", "promise.reminded"}.isdisjoint(world.types())


def test_where_the_answer_stands_its_promise_is_waited_for_as_before() -> None:
    world, id = referred()
    before = world.promises()[0].waiting
    world.must(DECIDED_AT, OFFICE, decision(id, "answer_stands"))
    (promise,) = world.promises()
    assert (promise.state, promise.waiting) == ("open", before)
    assert before


def test_what_was_claimed_and_not_looked_at_ends_with_the_decision() -> None:
    world, id = referred()
    world.must("2026-11-05 09:00", clerk("transport"), fulfil(world.promises()[0].promise_id))
    world.must(DECIDED_AT, OFFICE, decision(id, "handed_up"))
    assert (world.promises()[0].state, world.promises()[0].waiting) == ("superseded", ())


def test_what_was_kept_before_the_decision_stays_kept() -> None:
    world, id = referred()
    promise = world.promises()[0].promise_id
    world.must("2026-11-05 09:00", clerk("transport"), fulfil(promise))
    world.must("2026-11-05 10:00", OFFICE, said.ConfirmPromise(promise_id=promise))
    world.must(DECIDED_AT, OFFICE, decision(id, "cannot_be_met"))
    assert world.promises()[0].state == "fulfilled"


def test_a_record_put_right_lets_the_promise_hold_again() -> None:
    world, id = referred()
    world.must(DECIDED_AT, OFFICE, decision(id, "cannot_be_met"))
    world.must(LATER, OFFICE, correction(id, "answer_stands"))
    (promise,) = world.promises()
    assert (promise.state, promise.superseded_at, promise.superseded_by) == ("open", None, None)
    assert [one.what for one in promise.waiting] == ["keep_promise"]
    assert "promise.resumed" in world.types()


def test_what_was_claimed_before_a_wrong_record_is_looked_at_after_it() -> None:
    world, id = referred()
    world.must("2026-11-05 09:00", clerk("transport"), fulfil(world.promises()[0].promise_id))
    world.must(DECIDED_AT, OFFICE, decision(id, "cannot_be_met"))
    world.must(LATER, OFFICE, correction(id, "answer_stands"))
    assert world.promises()[0].state == "claimed"
    assert world.promises()[0].waiting


def test_what_holds_again_after_its_day_is_overdue() -> None:
    world, id = referred(due=date(2026, 11, 20))
    world.must("2026-11-20 09:00", OFFICE, decision(id, "cannot_be_met"))
    world.must(LATER, OFFICE, correction(id, "answer_stands"))
    world.advance(at("2026-11-24 09:01"))
    assert world.promises()[0].state == "overdue"


def test_a_record_put_right_ends_a_promise_that_had_stood() -> None:
    world, id = referred()
    world.must(DECIDED_AT, OFFICE, decision(id, "answer_stands"))
    world.must(LATER, OFFICE, correction(id, "handed_up"))
    assert (world.promises()[0].state, world.promises()[0].superseded_by) == ("superseded", "decision")


def test_from_one_overruling_decision_to_another_nothing_is_told_twice() -> None:
    world, id = referred()
    world.must(DECIDED_AT, OFFICE, decision(id, "cannot_be_met"))
    world.must(LATER, OFFICE, correction(id, "handed_up"))
    assert world.types().count("promise.superseded") == 1
