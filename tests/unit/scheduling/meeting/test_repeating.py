"""Regular meetings are a series: the next is due, and a missed one is seen."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.repeating import SeriesFacts, following
from services.scheduling.storage.tables import MEETING
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.language.behaviour import law_of
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from tests.support.township import after_the_term_of
from tests.support.world import LAW, at
from tests.unit.chapters import Example
from tests.unit.scheduling.world import SchedulingWorld

OFFICE = Actor("office-1", Role.OFFICE)
DEPUTIES = tuple(f"deputy-0{number}" for number in range(1, 8))
PRESENT = (*DEPUTIES, "head-1")


EXAMPLES = (
    Example(
        s.LookAtSeries(meeting_id="M1"),
        SYSTEM,
        (),
        SeriesFacts(frozenset({date(2026, 11, 20)})),
    ),
)


def plan(world: SchedulingWorld, when: str, day: str) -> str:
    """The id of a regular meeting that the office plans."""
    planned = s.PlanMeeting(day=date.fromisoformat(day), room="R1")
    return cast("str", world.snapshot_of(world.must(when, OFFICE, planned)).meeting_id)


def held(kind: str = "regular", world: SchedulingWorld | None = None) -> tuple[SchedulingWorld, Meeting]:
    """A world with a meeting that was held on 2026-09-22."""
    world = world or SchedulingWorld()
    id = plan(world, "2026-09-01 09:00", "2026-09-22")
    if kind != "regular":
        world.save(MEETING, replace(world.meeting(id), kind=kind))
    convene = s.ConveneMeeting(
        meeting_id=id,
        room="R1",
        starts_at=at("2026-09-22 09:00"),
        ends_at=at("2026-09-22 11:00"),
        invited=DEPUTIES,
    )
    world.must("2026-09-10 09:00", OFFICE, convene)
    world.must("2026-09-21 09:00", OFFICE, s.FreezeAgenda(meeting_id=id))
    world.must("2026-09-22 12:00", OFFICE, s.HoldMeeting(meeting_id=id, attendance=PRESENT))
    return world, world.meeting(id)


def called_off(world: SchedulingWorld, when: str) -> None:
    """The office plans one and calls it off: from then on it decides, not the platform."""
    id = plan(world, when, "2026-11-20")
    world.must(when, OFFICE, s.CancelMeeting(meeting_id=id, reason="台风"))


def regular_days(world: SchedulingWorld) -> list[date]:
    """The days of the regular meetings that stand."""
    meetings = (thing for (kind, _), thing in world.things.items() if kind == MEETING.name)
    return sorted(one.day for one in meetings if one.kind == "regular" and one.state != "cancelled")


def waited(world: SchedulingWorld, meeting: Meeting) -> list[str]:
    """What the meeting waits for, beside its minutes."""
    waiting = world.meeting(meeting.meeting_id).waiting
    return [one.what for one in waiting if not one.what.endswith("_minutes")]


def test_a_regular_meeting_says_by_when_the_next_is_due_and_one_on_demand_does_not() -> None:
    assert held()[1].next_due_on == date(2026, 11, 24), "the fourth Tuesday"
    assert held("on_demand")[1].next_due_on is None


def test_after_a_regular_meeting_the_next_is_waited_for() -> None:
    assert waited(*held()) == ["plan_next"]
    assert waited(*held("on_demand")) == []


def test_a_missed_meeting_stays_visible_and_is_waited_for_until_one_is_planned() -> None:
    world, meeting = held()
    id = meeting.meeting_id
    called_off(world, "2026-09-24 09:00")
    world.advance(at("2026-11-24 23:59"))
    assert not world.meeting(id).next_missed
    world.advance(at("2027-03-01 09:00"))
    assert world.meeting(id).next_missed
    assert waited(world, meeting) == ["plan_next"]

    plan(world, "2027-03-01 10:00", "2027-03-10")
    world.advance(at("2027-03-01 10:01"))
    after = world.meeting(id)
    assert (after.next_on, after.next_missed) == (date(2027, 3, 10), True)
    assert waited(world, meeting) == []


@pytest.mark.parametrize(
    ("day", "missed"), [("2026-11-24", False), ("2026-10-20", False), ("2026-11-25", True)]
)
def test_the_next_one_is_planned_for_a_day_in_time(day: str, missed: bool) -> None:
    world, meeting = held()
    plan(world, "2026-09-24 09:00", day)
    world.advance(at("2026-09-24 09:01"))
    after = world.meeting(meeting.meeting_id)
    assert (after.next_on, after.next_missed) == (date.fromisoformat(day), missed)
    assert waited(world, meeting) == []


def test_what_was_planned_before_the_meeting_was_held_is_the_next_one() -> None:
    world = SchedulingWorld()
    world.save(MEETING, Meeting(meeting_id="next", kind="regular", state="planned", day=date(2026, 11, 20)))
    world, meeting = held(world=world)
    world.advance(at("2026-09-22 12:01"))
    assert world.meeting(meeting.meeting_id).next_on == date(2026, 11, 20)
    assert waited(world, meeting) == []


def test_when_the_next_one_is_called_off_another_is_waited_for() -> None:
    world, meeting = held()
    next_id = plan(world, "2026-09-24 09:00", "2026-11-20")
    world.must("2026-10-09 09:00", OFFICE, s.CancelMeeting(meeting_id=next_id, reason="台风"))
    world.advance(at("2026-10-09 09:01"))
    assert world.meeting(meeting.meeting_id).next_on is None
    assert waited(world, meeting) == ["plan_next"]


def test_a_meeting_on_demand_is_no_next_one() -> None:
    world, meeting = held()
    world.save(
        MEETING, Meeting(meeting_id="other", kind="on_demand", state="planned", day=date(2026, 11, 20))
    )
    plan(world, "2026-09-24 09:00", "2026-11-23")
    world.advance(at("2026-09-24 09:01"))
    assert world.meeting(meeting.meeting_id).next_on == date(2026, 11, 23)


def test_the_platform_plans_the_next_one_by_rule_when_the_office_has_not() -> None:
    world, meeting = held()
    world.advance(at("2026-09-28 23:59"))
    assert regular_days(world) == [date(2026, 9, 22)], "the office's three working days"
    world.advance(at("2026-09-29 00:00"))
    assert regular_days(world) == [date(2026, 9, 22), date(2026, 11, 24)]
    after = world.meeting(meeting.meeting_id)
    assert (after.next_on, after.next_missed) == (date(2026, 11, 24), False)
    world.advance(at("2027-09-29 00:00"))
    assert len(regular_days(world)) == 2, "what is planned is waited for, not planned again"


def test_the_platform_plans_none_beside_what_the_office_planned_or_called_off() -> None:
    for calls_off in (False, True):
        world, _ = held()
        if calls_off:
            called_off(world, "2026-09-24 09:00")
        else:
            plan(world, "2026-09-24 09:00", "2026-11-18")
        world.advance(at("2026-10-30 00:00"))
        assert len(regular_days(world)) == 2 - calls_off


def test_a_day_of_the_series_that_is_a_holiday_moves_to_the_next_working_day() -> None:
    day = following(date(2026, 12, 22), LAW.situation(at("2026-12-22 09:00"), OFFICE, "", None))
    assert day == date(2027, 2, 23)
    every = ("meetings.regular_every", "10 calendar_days")
    ten_days = law_of(after_the_term_of("deputy-12", date(2026, 9, 1), every))
    rules = ten_days.situation(at("2026-09-22 09:00"), OFFICE, "", None)
    assert following(date(2026, 9, 22), rules) == date(2026, 10, 27)


def test_a_moved_meeting_is_in_time_by_its_first_day() -> None:
    world, meeting = held()
    next_id = plan(world, "2026-09-24 09:00", "2026-11-24")
    move = s.MoveMeeting(meeting_id=next_id, day=date(2026, 12, 8), reason="台风")
    world.must("2026-11-23 09:00", OFFICE, move)
    world.advance(at("2026-11-23 09:01"))
    after = world.meeting(meeting.meeting_id)
    assert (after.next_on, after.next_missed) == (date(2026, 12, 8), False)


def test_a_missed_one_waits_for_another_within_a_month() -> None:
    world, _ = held()
    next_id = plan(world, "2026-09-24 09:00", "2026-11-24")
    world.must("2026-11-24 18:00", OFFICE, s.MissMeeting(meeting_id=next_id, reason="到会不足"))
    world.advance(at("2026-11-24 18:01"))
    missed = world.meeting(next_id)
    assert (missed.next_due_on, [one.what for one in missed.waiting]) == (
        date(2026, 12, 24),
        ["plan_next"],
    )
    plan(world, "2026-11-25 09:00", "2026-12-08")
    world.advance(at("2026-11-25 09:01"))
    assert world.meeting(next_id).waiting == ()
