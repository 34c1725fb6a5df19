"""The reminder ladder around the due date."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.language.calendar import SHANGHAI, local_day
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
)
from tests.unit.handling.world import OFFICE, clerk


@pytest.mark.parametrize("late_by", [timedelta(), timedelta(hours=5), timedelta(days=2)])
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


def test_acts_stand_in_the_order_of_their_days_even_if_their_timers_overtake_each_other() -> None:
    world, id = assigned("complex_15_days", "2026-09-20 09:30")
    due_on = world.item(id).due_on
    world.timers.clear()
    world.hears("2026-10-15 12:00", said.ItemEscalationDue(item_id=id, due_on=due_on))
    world.hears("2026-10-15 12:01", said.ItemUrgeDue(item_id=id, due_on=due_on))
    assert acted(world, id) == ["urge 10-09 09:00", "escalation 10-14 09:00"]


def test_rungs_already_past_at_assignment_are_left_out() -> None:
    world, id = assigned("ordinary_7_days", "2026-09-10 14:00")
    world.advance(at("2026-09-18 08:00"))
    assert acted(world, id) == ["reminder 09-16 09:00", "reminder 09-17 09:00"]


def test_a_timer_for_a_due_date_that_has_moved_is_ignored() -> None:
    world, id = acknowledged("complex_15_days")
    old = said.ItemUrgeDue(item_id=id, due_on=world.item(id).due_on)
    request = said.RequestExtension(item_id=id, until=date(2026, 10, 30), reason="缺料")
    world.must("2026-09-29 10:00", clerk("transport"), request)
    world.must("2026-09-30 10:00", OFFICE, said.ApproveExtension(item_id=id, told=("deputy-01",)))
    assert world.hears("2026-09-30 10:01", old) == ["the due date has moved since"]
    world.advance(at("2026-10-24 09:00"))
    assert acted(world, id) == ["reminder 10-23 09:00"]


def test_handing_on_moves_the_ladder_to_the_new_due_date() -> None:
    world, id = assigned("complex_15_days")
    world.must("2026-09-29 09:30", clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    world.must("2026-09-30 09:30", OFFICE, said.ConsentDecline(item_id=id))
    world.must("2026-09-30 09:40", OFFICE, said.RedesignateItem(item_id=id, lead="water"))
    assert world.item(id).due_on == date(2026, 10, 15)
    world.advance(at("2026-10-14 12:00"))
    assert acted(world, id) == ["reminder 10-08 09:00", "reminder 10-14 09:00"]


def test_an_item_that_waits_for_consent_or_signature_is_urged_all_the_same() -> None:
    world, id = assigned("ordinary_7_days", "2026-09-10 14:00")
    world.must("2026-09-11 09:00", clerk("transport"), said.DeclineItem(item_id=id, reason=REASON))
    world.advance(at("2026-09-18 12:00"))
    assert "urge 09-18 09:00" in acted(world, id)


def test_after_the_answer_nobody_is_reminded() -> None:
    world, id = answered()
    assert world.timers == {}
    world.advance(at("2027-01-31 12:00"))
    assert acted(world, id, *LADDER, "stalled") == []


@given(
    start=st.datetimes(datetime(2026, 1, 1), datetime(2026, 11, 30)),  # noqa: DTZ001 - made aware below
    rule=st.sampled_from(sorted(RULES.reply)),
)
def test_the_ladder_climbs_in_order_around_the_due_date(start: datetime, rule: str) -> None:
    world = a_world()
    event = world.must(start.replace(tzinfo=SHANGHAI), OFFICE, ASSIGN.model_copy(update={"rule": rule}))
    item = world.item(world.snapshot_of(event).item_id)
    world.advance(item.due_at + timedelta(days=30))
    acts = [act for act in world.item(item.item_id).supervisions if act.kind in LADDER]
    assert [act.kind for act in acts] == sorted((act.kind for act in acts), key=LADDER.index)
    assert [act.kind for act in acts][-2:] == ["urge", "escalation"]
    assert [act.working_days_late for act in acts][-2:] == [1, 5]
    for act in acts:
        assert (local_day(act.at) > item.due_on) == (act.kind != "reminder")
