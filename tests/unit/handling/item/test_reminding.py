"""The reminder ladder around the due date."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from shared.language.calendar import SHANGHAI, Period, Unit, local_day
from shared.language.contracts import handling as said
from tests.support.world import RULES, at
from tests.unit.handling.examples import (
    ASSIGN,
    LADDER,
    REASON,
    a_world,
    acknowledged,
    acted,
    answered,
    assigned,
    called,
    waited,
)
from tests.unit.handling.world import OFFICE, clerk


@pytest.mark.parametrize("late_by", [timedelta(), timedelta(hours=5)])
def test_the_ladder_acts_at_nine_of_its_days_however_late_it_is_dealt_with(late_by: timedelta) -> None:
    world, id = assigned("complex_15_days", "2026-09-20 09:30")
    world.late_by = late_by
    world.advance(at("2026-10-20 15:00"))
    assert acted(world, id) == [
        "reminder 10-01 09:00",
        "reminder 10-07 09:00",
        "reminder 10-08 09:00",
        "urge 10-09 09:00",
        "escalation 10-14 09:00",
    ]


def test_a_platform_that_stood_still_says_the_highest_rung_alone_and_what_was_missed() -> None:
    """L23: a month of silence is no avalanche."""
    world, id = assigned("complex_15_days", "2026-09-20 09:30")
    world.late_by = timedelta(days=31)
    world.advance(at("2026-11-02 09:00"))
    (act,) = [act for act in world.item(id).supervisions if act.kind in LADDER]
    assert (act.kind, act.at, act.working_days_late, act.missed) == (
        "escalation",
        at("2026-10-21 09:00"),
        10,
        5,
    )
    assert world.types().count("item.escalated") == 1
    assert not {"item.reminded", "item.urged", "item.stalled"} & set(world.types())


def test_an_escalation_is_repeated_until_there_is_an_answer() -> None:
    """L07: silence is not forgotten after five working days."""
    world, id = assigned("complex_15_days", "2026-09-20 09:30")
    world.advance(at("2027-10-08 12:00"))
    escalations = [act for act in world.item(id).supervisions if act.kind == "escalation"]
    assert len(escalations) > 40
    assert {act.to for act in escalations} == {("head", "presidium")}
    assert [act.working_days_late for act in escalations][:3] == [5, 10, 15]


def test_what_has_hours_climbs_by_hours_over_nights_and_holidays() -> None:
    """L05: two hours on the eve of the National Day; the head hears of it as soon as they are over."""
    world, id = assigned("danger_2_hours", "2026-09-30 21:30")
    assert waited(world.item(id))["answer"] == "09-30 23:30"
    world.advance(at("2026-10-01 06:00"))
    assert called(world, "answer") == [
        "reminder 09-30 22:30 department",
        "urge 09-30 23:30 department department_head leader head presidium",
        "escalation 10-01 01:30 department head presidium",
        "escalation 10-01 03:30 department head presidium",
        "escalation 10-01 05:30 department head presidium",
    ]


def test_what_has_hours_is_told_once_a_day_after_the_first() -> None:
    world, id = assigned("utility_24_hours", "2026-09-30 21:30")
    world.advance(at("2026-10-05 22:00"))
    assert acted(world, id)[-3:] == [f"escalation {day} 21:30" for day in ("10-03", "10-04", "10-05")]


def test_rungs_already_past_at_assignment_are_left_out() -> None:
    world, id = assigned("ordinary_7_days", "2026-09-10 14:00")
    world.advance(at("2026-09-18 08:00"))
    assert acted(world, id) == ["reminder 09-16 09:00", "reminder 09-17 09:00"]


def test_with_more_time_the_ladder_begins_anew() -> None:
    world, id = acknowledged("complex_15_days")
    request = said.RequestExtension(item_id=id, until=date(2026, 10, 30), reason="缺料")
    world.must("2026-09-29 10:00", clerk("transport"), request)
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id))
    world.advance(at("2026-10-24 09:00"))
    assert acted(world, id) == ["reminder 10-23 09:00"]


def test_an_item_that_waits_for_consent_or_signature_is_urged_all_the_same() -> None:
    world, id = assigned("ordinary_7_days", "2026-09-10 14:00")
    world.must("2026-09-11 09:00", clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    world.advance(at("2026-09-18 12:00"))
    assert "urge 09-18 09:00" in acted(world, id)


def test_after_the_answer_nobody_is_reminded() -> None:
    world, id = answered()
    world.advance(at("2027-01-31 12:00"))
    assert acted(world, id, *LADDER, "stalled") == []


@settings(max_examples=40, deadline=None)
@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30)),  # noqa: DTZ001 - made aware below
    rule=st.sampled_from(sorted(RULES.reply)),
)
def test_the_ladder_climbs_in_order_around_the_due_date(start: datetime, rule: str) -> None:
    world = a_world()
    event = world.must(
        start.replace(tzinfo=SHANGHAI, microsecond=1), OFFICE, ASSIGN.model_copy(update={"rule": rule})
    )
    item = world.item(world.snapshot_of(event).item_id)
    world.advance(item.due_at + timedelta(days=45))
    acts = [act for act in world.item(item.item_id).supervisions if act.kind in LADDER]
    kinds = [act.kind for act in acts]
    assert kinds == sorted(kinds, key=LADDER.index)
    assert kinds[-3:] == ["escalation"] * 3
    if Period.parse(item.period).unit is Unit.HOUR:
        assert [act.at - item.due_at for act in acts[-3:]] == [timedelta(days=n) for n in (43, 44, 45)]
        return
    assert [act.working_days_late for act in acts if act.working_days_late][:4] == [1, 5, 10, 15]
    for act in acts:
        assert (local_day(act.at) > item.due_on) == (act.kind != "reminder")


@given(minute=st.integers(min_value=0, max_value=24 * 60))
def test_an_item_in_hours_is_urged_in_the_minute_its_hours_are_over_midnight_too(minute: int) -> None:
    world, id = assigned("danger_2_hours", at("2026-09-10 20:00") + timedelta(minutes=minute))
    due_at = world.item(id).due_at
    world.advance(due_at + timedelta(hours=3))
    acts = [(act.kind, act.at - due_at) for act in world.item(id).supervisions]
    assert acts == [
        (kind, timedelta(hours=n)) for kind, n in (("reminder", -1), ("urge", 0), ("escalation", 2))
    ]
