"""What was agreed is assigned in time, or it is named."""

from dataclasses import replace
from datetime import date

import pytest

from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.outcomes import AssignedFacts
from services.scheduling.storage.tables import MEETING
from shared.kernel.messages.base import Bilingual
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.language.calendar import end_of_day
from shared.language.contracts import scheduling as s
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemSnapshot
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.scheduling.world import SchedulingWorld

EXAMPLES = (Example(s.OutcomesDue(meeting_id="M1"), SYSTEM, (), AssignedFacts(frozenset())),)
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
        clock_started_at=at("2026-09-25 09:00"),
        due_on=date(2026, 12, 25),
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
    ("assigned", "named"), [((), ("O1", "O2")), (("O1",), ("O2",)), (("O1", "O2"), ())], ids=str
)
def test_outcomes_without_an_item_are_named_once(assigned: tuple[str, ...], named: tuple[str, ...]) -> None:
    world = published()
    world.knows("item", *map(item, assigned))
    world.advance(DUE)
    assert world.meeting("M1").unassigned == named
    assert world.types().count("meeting.outcomes_unassigned") == bool(named)
