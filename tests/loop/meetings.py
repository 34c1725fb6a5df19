"""People and steps that the tests of scheduling's part of the loop share."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from shared.kernel.messages.base import Data
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from tests.support.world import at
from tests.unit.scheduling.world import SchedulingWorld

HEAD = Actor("head-1", Role.HEAD)
OFFICE = Actor("office-1", Role.OFFICE)
DEPUTY = Actor("deputy-01", Role.DEPUTY)
DEPUTIES = tuple(f"deputy-0{number}" for number in range(1, 8))
PEOPLE = (*DEPUTIES, "head-1")


@dataclass(frozen=True)
class Rung:
    """What was told of a wait: its name, the rung, and who hears of it."""

    what: str
    name: str
    reach: tuple[str, ...]


def rungs(world: SchedulingWorld) -> Iterator[Rung]:
    """The rungs that were taken, in order."""
    told = set()
    for event in world.events:
        if isinstance(event, s.MeetingReminded | s.VisitReminded):
            for one in world.snapshot_of(event).waiting:
                if one.called and (key := (one.what, one.since, one.called.at)) not in told:
                    told.add(key)
                    yield Rung(one.what, one.called.name, one.called.reach)


def reached(world: SchedulingWorld, what: str) -> list[str]:
    """The names of the rungs of a wait."""
    return [rung.name for rung in rungs(world) if rung.what == what]


def regular(world: SchedulingWorld, day: str, until: str = "held", outcomes: bool = False) -> str:
    """The id of a regular meeting of that day of 2026, a Tuesday, in that state."""
    on = date.fromisoformat(f"2026-{day}")
    planned = world.must(f"2026-{day[:2]}-01 09:00", OFFICE, s.PlanMeeting(day=on, room="R1"))
    id: str = world.snapshot_of(planned).meeting_id
    agreed = (s.AgreedOutcome(title="增设停靠点", topic_id="T1"),) if outcomes else ()
    start, end = at(f"2026-{day} 14:00"), at(f"2026-{day} 17:00")
    invite = s.ConveneMeeting(meeting_id=id, room="R1", starts_at=start, ends_at=end, invited=PEOPLE)
    steps: tuple[tuple[str, str | datetime, Data], ...] = (
        ("convened", f"2026-{day[:2]}-02 09:00", invite),
        ("frozen", f"2026-{day} 08:00", s.FreezeAgenda(meeting_id=id)),
        ("held", end, s.HoldMeeting(meeting_id=id, attendance=PEOPLE, outcomes=agreed)),
        ("drafted", end, s.DraftMinutes(meeting_id=id, text="纪要")),
        ("confirmed", end, s.ConfirmMinutes(meeting_id=id)),
        ("published", end, s.PublishMinutes(meeting_id=id)),
    )
    for state, when, command in steps if until != "planned" else ():
        world.must(when, OFFICE, command)
        if state == until:
            break
    return id


def called_off(world: SchedulingWorld) -> None:
    """The next regular meeting is called off by the office, which has to plan another."""
    planned = world.must("2026-09-23 09:00", OFFICE, s.PlanMeeting(day=date(2026, 11, 24), room="R1"))
    id = world.snapshot_of(planned).meeting_id
    world.must("2026-09-23 10:00", OFFICE, s.CancelMeeting(meeting_id=id, reason="台风"))


def agenda(world: SchedulingWorld, id: str) -> list[tuple[str, str, int, str | None]]:
    """Id, reason, how often carried over and result of each point."""
    return [(entry.id, entry.why, entry.carried, entry.result) for entry in world.meeting(id).agenda]
