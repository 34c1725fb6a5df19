"""Regular meetings are a series: the next is due, and a missed one is seen."""

from dataclasses import replace
from datetime import date
from typing import cast

import pytest

from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.repeating import SeriesFacts
from services.scheduling.storage.tables import MEETING
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.scheduling.world import SchedulingWorld

OFFICE = Actor("office-1", Role.OFFICE)
DEPUTIES = ("deputy-01", "deputy-02")


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
    world.must("2026-09-22 12:00", OFFICE, s.HoldMeeting(meeting_id=id, attendance=DEPUTIES))
    return world, world.meeting(id)


def waited(world: SchedulingWorld, meeting: Meeting) -> list[str]:
    """What the meeting waits for, beside its minutes."""
    waiting = world.meeting(meeting.meeting_id).waiting
    return [one.what for one in waiting if not one.what.endswith("_minutes")]


def test_a_regular_meeting_says_by_when_the_next_is_due_and_one_on_demand_does_not() -> None:
    assert held()[1].next_due_on == date(2026, 11, 23), "two months end on a Sunday"
    assert held("on_demand")[1].next_due_on is None


def test_after_a_regular_meeting_the_next_is_waited_for() -> None:
    assert waited(*held()) == ["plan_next"]
    assert waited(*held("on_demand")) == []


def test_a_missed_meeting_stays_visible_and_is_waited_for_until_one_is_planned() -> None:
    world, meeting = held()
    id = meeting.meeting_id
    world.advance(at("2026-11-23 23:59"))
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
    ("day", "missed"), [("2026-11-23", False), ("2026-10-20", False), ("2026-11-24", True)]
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
