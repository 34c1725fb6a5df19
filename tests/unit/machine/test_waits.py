"""Whom a thing waits for: since when and by when."""

from dataclasses import replace

from shared.kernel.machine import TimerChange
from tests.unit.machine.studio import (
    DAY,
    DRYING,
    FRAMED_WITHIN,
    MONDAY,
    PAINTED_WITHIN,
    TABLE,
    Dried,
    Frame,
    Paint,
    Picture,
    Postpone,
    Sketch,
    WaitDue,
    at_work,
    called,
    decide,
    of,
    ordered,
    timer,
)


def test_a_wait_begins_with_the_state_and_sets_one_timer_for_the_first_rung_of_all() -> None:
    decision = ordered()
    paint, frame = decision.after.waiting
    assert (paint.role, paint.person_id, paint.department) == ("painter", "ada", None)
    assert (frame.role, frame.person_id, frame.department) == ("framer", None, "workshop")
    assert (paint.since, paint.due_at) == (MONDAY, MONDAY + PAINTED_WITHIN)
    assert (frame.since, frame.due_at) == (MONDAY, MONDAY + FRAMED_WITHIN)
    assert decision.timers == timer(MONDAY + FRAMED_WITHIN - DAY)


def test_a_wait_that_goes_on_keeps_its_beginning_its_day_and_its_timer() -> None:
    before = ordered().after
    decision = decide(before, Sketch(), MONDAY + DAY)
    assert decision.after.waiting == before.waiting
    assert decision.timers == ()


def test_a_wait_goes_on_over_states() -> None:
    before = ordered().after
    decision = decide(before, Paint(), MONDAY + DAY)
    assert decision.after.waiting == (of(before, "frame"),)
    assert decision.timers == ()


def test_a_wait_that_is_over_takes_its_timer_along() -> None:
    framed = decide(ordered().after, Frame(), MONDAY + DAY)
    assert framed.timers == timer(MONDAY + PAINTED_WITHIN - DAY)
    painted = decide(framed.after, Paint(), MONDAY + DAY)
    assert painted.after.waiting == ()
    assert painted.timers == (TimerChange("picture:p:waiting"),)


def test_a_wait_moves_with_the_day_that_stands_on_the_thing_and_climbs_anew() -> None:
    hung = decide(Picture(state=DRYING, framed=True), Dried(), MONDAY).after
    late = decide(hung, WaitDue(picture_id="p"), MONDAY + 22 * DAY).after
    assert called(late, "sell") == ("escalation", MONDAY + 22 * DAY, 2)
    decision = decide(late, Postpone(days=10), MONDAY + 23 * DAY)
    moved = of(decision.after, "sell")
    assert (moved.since, moved.due_at) == (MONDAY, MONDAY + 30 * DAY)
    assert (moved.called, moved.rungs) == (None, 0)
    assert decision.timers == timer(MONDAY + 29 * DAY)


def test_a_wait_that_begins_late_is_not_reminded_of_what_is_past() -> None:
    hung = decide(Picture(state=DRYING, framed=True), Dried(), MONDAY + 21 * DAY)
    assert of(hung.after, "sell").called is None
    assert hung.timers == timer(MONDAY + 22 * DAY)


def test_a_wait_names_whoever_has_to_act_by_now() -> None:
    before = replace(ordered().after, painter="bob")
    after = decide(before, Sketch(), MONDAY + DAY).after
    assert of(after, "paint") == of(before, "paint").model_copy(update={"person_id": "bob"})


def test_a_wait_whose_rung_is_due_keeps_it_until_its_timer_comes() -> None:
    """A step between the moment and its timer, which is still on its way."""
    moment = MONDAY + FRAMED_WITHIN - DAY
    sketched = decide(ordered().after, Sketch(), moment + DAY / 24).after
    taken = decide(sketched, WaitDue(picture_id="p"), moment + DAY / 12)
    assert called(taken.after, "frame") == ("reminder", moment, 0)


def test_a_wait_is_counted_again_when_a_use_case_completes_the_thing() -> None:
    decision = ordered()
    framed = replace(decision.after, framed=True)
    completed = TABLE.completed(decision, framed, at_work(MONDAY))
    assert [one.what for one in completed.after.waiting] == ["paint"]
    assert completed.timers == timer(MONDAY + PAINTED_WITHIN - DAY)


def test_a_wait_whose_first_rung_is_due_at_once_has_its_timer_now() -> None:
    hung = decide(Picture(state=DRYING, framed=True), Dried(), MONDAY + 22 * DAY)
    assert hung.timers == timer(MONDAY + 22 * DAY)
