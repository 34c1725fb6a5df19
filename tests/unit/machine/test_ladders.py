"""Who hears of a wait until somebody acts."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.kernel.machine import Ignored, Moved, Rung, Situation, StateTable, Waiting
from shared.kernel.messages.base import Data
from tests.unit.machine.studio import (
    DAY,
    DRIES,
    FRAMED,
    FRAMED_WITHIN,
    MONDAY,
    PAINTED,
    PAINTED_WITHIN,
    REMINDERS,
    SOLD,
    STATES,
    TABLE,
    Dried,
    Escalated,
    Frame,
    Paint,
    Picture,
    Postpone,
    Reminded,
    Sketch,
    WaitDue,
    called,
    decide,
    ladder,
    of,
    ordered,
    table,
    timer,
)


def test_a_ladder_tells_the_rung_that_is_due_and_sets_the_next() -> None:
    moment = MONDAY + FRAMED_WITHIN - DAY
    decision = decide(ordered().after, WaitDue(picture_id="p"), moment)
    assert decision.emits is Reminded
    assert called(decision.after, "frame") == ("reminder", moment, 0)
    assert of(decision.after, "paint").called is None
    assert decision.timers == timer(MONDAY + FRAMED_WITHIN)
    assert decision.after.version == 2


def test_a_ladder_tells_the_highest_after_a_month_of_silence_and_counts_the_missed() -> None:
    decision = decide(ordered().after, WaitDue(picture_id="p"), MONDAY + 30 * DAY)
    assert decision.emits is Escalated
    assert called(decision.after, "frame") == ("escalation", MONDAY + 29 * DAY, 14)
    assert called(decision.after, "paint") == ("escalation", MONDAY + 30 * DAY, 11)
    assert decision.timers == timer(MONDAY + 31 * DAY)


def test_a_ladder_is_repeated_for_ever() -> None:
    picture, moments = ordered().after, []
    for _ in range(200):
        now = min(one.next_at for one in picture.waiting)
        picture = decide(picture, WaitDue(picture_id="p"), now).after
        moments.append(now)
    assert moments == sorted(set(moments))
    assert called(picture, "paint")[0] == "escalation"


def test_a_ladder_hears_of_a_timer_that_comes_too_early_or_twice_and_says_nothing() -> None:
    before = ordered().after
    early = decide(before, WaitDue(picture_id="p"), MONDAY + DAY)
    assert early == Ignored("the ladder has moved since")
    taken = decide(before, WaitDue(picture_id="p"), MONDAY + 2 * DAY).after
    assert decide(taken, WaitDue(picture_id="p"), MONDAY + 2 * DAY) == early


def test_a_ladder_means_nothing_when_the_wait_is_over() -> None:
    picture = decide(decide(ordered().after, Frame(), MONDAY).after, Paint(), MONDAY).after
    assert isinstance(decide(picture, WaitDue(picture_id="p"), MONDAY + 30 * DAY), Ignored)
    assert isinstance(decide(None, WaitDue(picture_id="p"), MONDAY), Ignored)


def test_a_ladder_goes_on_when_its_rules_change_before_the_timer_comes() -> None:
    def later(picture: Picture, since: datetime, due: datetime, situation: Situation) -> Iterator[Rung]:
        return (rung._replace(at=rung.at + DAY / 24) for rung in ladder(picture, since, due, situation))

    changed = table(replace(PAINTED, ladder=later), replace(FRAMED, ladder=later), SOLD, DRIES)
    moment = MONDAY + FRAMED_WITHIN - DAY
    decision = decide(ordered().after, WaitDue(picture_id="p"), moment, by=changed)
    assert called(decision.after, "frame") == ("reminder", moment, 0)
    assert decision.timers == timer(MONDAY + FRAMED_WITHIN + DAY / 24)


def test_a_ladder_goes_on_when_a_wait_is_taken_out_of_the_table() -> None:
    decision = decide(
        ordered().after,
        WaitDue(picture_id="p"),
        MONDAY + FRAMED_WITHIN - DAY,
        by=table(PAINTED, SOLD, DRIES),
    )
    assert [one.what for one in decision.after.waiting] == ["paint"]
    assert decision.timers == timer(MONDAY + PAINTED_WITHIN - DAY)


def test_a_ladder_that_ends_is_a_mistake() -> None:
    def short(picture: Picture, since: datetime, due: datetime, situation: Situation) -> Iterator[Rung]:
        yield Rung(due, "urge", ("owner",))

    by = table(replace(PAINTED, ladder=short), SOLD, DRIES)
    with pytest.raises(ValueError, match="the ladder of 'paint' ends"):
        decide(ordered(by).after, WaitDue(picture_id="p"), MONDAY + 10 * DAY, by=by)


def test_a_ladder_is_written_down_where_the_thing_keeps_it() -> None:
    def record(picture: Picture, waiting: Waiting, situation: Situation) -> Picture:
        return replace(picture, notes=(*picture.notes, waiting.what))

    by = StateTable("picture", STATES, TABLE.clauses, replace(REMINDERS, record=record))
    decision = decide(ordered(by).after, WaitDue(picture_id="p"), MONDAY + 30 * DAY, by=by)
    assert decision.after.notes == ("paint", "frame")


STEP = st.sampled_from((Sketch(), Frame(), Paint(), Dried(), Postpone(days=3), WaitDue(picture_id="p")))


@given(st.lists(st.tuples(STEP, st.integers(0, 60 * 24)), max_size=12))
def test_whatever_happens_and_however_late_the_next_rung_is_ahead_and_has_the_only_timer(
    steps: list[tuple[Data, int]],
) -> None:
    first = ordered()
    picture, now = first.after, MONDAY
    standing = first.timers[0].at
    for message, hours in steps:
        now += timedelta(hours=hours)
        decision = decide(picture, message, now)
        if isinstance(decision, Moved):
            picture = decision.after
            for change in decision.timers:
                assert change.key == "picture:p:waiting"
                standing = change.at
        while standing is not None and standing <= now:
            decision = decide(picture, WaitDue(picture_id="p"), now)
            assert isinstance(decision, Moved)
            picture, standing = decision.after, decision.timers[0].at
        assert standing == min((one.next_at for one in picture.waiting), default=None)
        assert all(one.next_at > now for one in picture.waiting)
        assert bool(picture.waiting) is (standing is not None)
