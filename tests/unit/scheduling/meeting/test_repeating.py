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
    Example(s.NextMeetingDue(meeting_id="M1"), SYSTEM, (), SeriesFacts(frozenset({date(2026, 11, 20)}))),
)


def plan(world: SchedulingWorld, when: str, day: str) -> str:
    """The id of a regular meeting that the office plans."""
    planned = s.PlanMeeting(day=date.fromisoformat(day), room="R1")
    return cast("str", world.snapshot_of(world.must(when, OFFICE, planned)).meeting_id)


def held(kind: str = "regular") -> tuple[SchedulingWorld, Meeting]:
    """A world with a meeting that was held on 2026-09-22."""
    world = SchedulingWorld()
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


def missed(world: SchedulingWorld) -> int:
    """How often it was said that a meeting is missing."""
    return world.types().count("meeting.next_missed")


def test_a_regular_meeting_says_by_when_the_next_is_due_and_one_on_demand_does_not() -> None:
    assert held()[1].next_due_on == date(2026, 11, 23), "two months end on a Sunday"
    assert held("on_demand")[1].next_due_on is None


def test_a_missed_meeting_is_said_once_and_stays_visible() -> None:
    world, meeting = held()
    world.advance(at("2026-11-23 23:59"))
    assert missed(world) == 0
    world.advance(at("2027-03-01 09:00"))
    assert missed(world) == 1
    assert world.meeting(meeting.meeting_id).next_missed


@pytest.mark.parametrize(
    ("day", "expected"), [("2026-11-23", 0), ("2026-10-20", 0), ("2026-11-24", 1), ("2026-09-22", 1)]
)
def test_the_next_one_is_planned_for_a_day_in_time(day: str, expected: int) -> None:
    world, _ = held()
    world.save(
        MEETING, Meeting(meeting_id="next", kind="regular", state="planned", day=date.fromisoformat(day))
    )
    world.advance(at("2026-11-24 00:00"))
    assert missed(world) == expected


@pytest.mark.parametrize(("kind", "state"), [("regular", "cancelled"), ("on_demand", "planned")])
def test_a_meeting_called_off_or_on_demand_is_no_next_one(kind: str, state: str) -> None:
    world, _ = held()
    world.save(MEETING, Meeting(meeting_id="next", kind=kind, state=state, day=date(2026, 11, 20)))
    world.advance(at("2026-11-24 00:00"))
    assert missed(world) == 1
