"""What was agreed is assigned in time; until it is, the office is waited for."""

from dataclasses import replace
from datetime import date

import pytest

from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.storage.tables import MEETING
from shared.kernel.messages.base import Bilingual
from shared.kernel.messages.envelope import Actor
from shared.language.calendar import end_of_day
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemAssigned, ItemSnapshot
from tests.support.world import at
from tests.unit.scheduling.world import SchedulingWorld

OFFICE = Actor("office-1", Role.OFFICE)
CONFIRMED = Meeting(
    meeting_id="M1",
    kind="regular",
    state="minutes_confirmed",
    day=date(2026, 9, 22),
    outcomes=tuple(s.Outcome(outcome_id=f"O{n}", title=f"事项{n}") for n in (1, 2)),
    draft="纪要",
)
DUE = end_of_day(date(2026, 10, 9))
"""5 working days from 2026-09-24, with two festivals between."""


def item(outcome_id: str) -> ItemSnapshot:
    """An item of the outcome, as handling tells of it."""
    return ItemSnapshot(
        item_id=f"I-{outcome_id}",
        title="事项",
        state="assigned",
        fast_lane=False,
        meeting_id="M1",
        outcome_id=outcome_id,
        submission_ids=(),
        lead="water",
        rule="three_months",
        assigned_at=at("2026-09-25 09:00"),
        designated_at=at("2026-09-25 09:00"),
        clock_started_at=at("2026-09-25 09:00"),
        due_on=date(2026, 12, 25),
        due_at=at("2026-12-26 00:00"),
        due_why=Bilingual(zh="三个月", en="three months"),
    )


def published(meeting: Meeting = CONFIRMED) -> SchedulingWorld:
    """A world in which its minutes became public on a Thursday."""
    world = SchedulingWorld()
    world.save(MEETING, meeting)
    world.must("2026-09-24 10:00", OFFICE, s.PublishMinutes(meeting_id="M1"))
    return world


def test_public_minutes_say_until_when_what_was_agreed_is_assigned() -> None:
    assert published().meeting("M1").assign_due_at == DUE
    assert published(replace(CONFIRMED, outcomes=())).meeting("M1").assign_due_at is None


@pytest.mark.parametrize(
    ("assigned", "left"), [((), ("O1", "O2")), (("O1",), ("O2",)), (("O1", "O2"), ())], ids=str
)
def test_the_office_is_waited_for_until_every_outcome_has_its_item(
    assigned: tuple[str, ...], left: tuple[str, ...]
) -> None:
    world = published()
    for outcome_id in assigned:
        world.hears("2026-09-25 09:00", ItemAssigned(item=item(outcome_id)))
    meeting = world.meeting("M1")
    assert meeting.unassigned == left
    assert [(one.what, one.role, one.due_at) for one in meeting.waiting] == (
        [("assign_outcomes", "office", DUE)] if left else []
    )


def test_the_same_item_heard_of_twice_is_one() -> None:
    world = published()
    for _ in range(2):
        world.hears("2026-09-25 09:00", ItemAssigned(item=item("O1")))
    assert world.types().count("meeting.outcome_assigned") == 1


def test_an_item_of_no_meeting_concerns_none() -> None:
    world = published()
    small = item("O1").model_copy(update={"meeting_id": None, "outcome_id": None})
    assert world.hears("2026-09-25 09:00", ItemAssigned(item=small)) == []
    assert world.meeting("M1").unassigned == ("O1", "O2")
