"""The day for the head's answer, and that of freezing, follow the rules and the year's holidays."""

from dataclasses import replace
from datetime import date

from services.scheduling.domain.meeting.meeting import Meeting
from shared.kernel.messages.envelope import SYSTEM
from shared.language.contracts import scheduling as said
from shared.language.contracts.deadlines import CALENDAR, RULES
from tests.support.township import with_notice, with_rules
from tests.support.world import at
from tests.unit.chapters import Example
from tests.unit.scheduling.world import SchedulingWorld

EXAMPLES = [Example(said.CountMeetingsAnew(because=CALENDAR), SYSTEM, ())]
ANSWER, FROZEN_BEFORE = "meetings.request_answered_within", "agenda.regular_frozen_working_days_before"
CONVENED = Meeting(
    meeting_id="M9",
    version=3,
    state="convened",
    kind="regular",
    day=date(2026, 9, 22),
    starts_at=at("2026-09-22 14:00"),
    freeze_on=date(2026, 9, 16),
    frozen_before=5,
)
ASKED = replace(
    CONVENED,
    state="requested",
    freeze_on=None,
    requested_at=at("2026-09-01 09:00"),
    answer_due_on=date(2026, 9, 11),
    answer_within="10 calendar_days",
)
PLANNED = replace(CONVENED, state="planned", freeze_on=None)


def world_of(meeting: Meeting) -> SchedulingWorld:
    world = SchedulingWorld()
    world.things["meeting", meeting.meeting_id] = meeting
    return world


def test_the_head_gets_the_time_of_the_new_rules() -> None:
    world = world_of(ASKED)
    world.hears_all("2026-09-03 09:00", with_rules(date(2026, 9, 3), (ANSWER, "20 calendar_days")))
    meeting = world.meeting("M9")
    assert (meeting.answer_due_on, meeting.answer_within) == (date(2026, 9, 21), "20 calendar_days")
    (event,) = world.events
    assert isinstance(event, said.MeetingDueMoved)
    assert (event.moved.now, event.moved.because) == (at("2026-09-22 00:00"), RULES)


def test_the_day_for_the_answer_is_not_moved_into_the_past() -> None:
    world = world_of(ASKED)
    world.hears_all("2026-09-10 09:00", with_rules(date(2026, 9, 10), (ANSWER, "3 calendar_days")))
    assert world.meeting("M9").answer_due_on == date(2026, 9, 10)


def test_the_agenda_may_be_frozen_on_another_day_by_other_rules() -> None:
    world = world_of(CONVENED)
    world.hears_all("2026-09-08 09:00", with_rules(date(2026, 9, 8), (FROZEN_BEFORE, "3")))
    assert (world.meeting("M9").freeze_on, world.meeting("M9").frozen_before) == (date(2026, 9, 18), 3)


def test_a_notice_moves_the_day_of_freezing_and_makes_it_certain() -> None:
    winter = replace(CONVENED, day=date(2027, 2, 16), freeze_on=date(2027, 2, 2), provisional=True)
    world = world_of(winter)
    world.hears_all("2027-01-07 09:00", with_notice(2027, 春节="02-06..02-12"))
    meeting = world.meeting("M9")
    assert (meeting.freeze_on, meeting.provisional) == (date(2027, 2, 2), False)
    world.hears_all("2027-01-08 09:00", with_notice(2027, 春节="02-06..02-14"))
    assert world.meeting("M9").freeze_on == date(2027, 2, 2)


def test_counting_twice_changes_nothing_the_second_time() -> None:
    world = world_of(CONVENED)
    change = with_rules(date(2026, 9, 8), (FROZEN_BEFORE, "30"))
    world.hears_all("2026-09-08 09:00", change)
    before = world.meeting("M9")
    world.hears_all("2026-09-08 10:00", change)
    assert (world.meeting("M9"), before.freeze_on) == (before, date(2026, 9, 8))


def test_a_meeting_without_such_a_day_is_left_alone() -> None:
    world = world_of(PLANNED)
    world.hears_all("2026-09-08 09:00", with_rules(date(2026, 9, 8), (FROZEN_BEFORE, "3")))
    assert (world.meeting("M9"), world.events) == (PLANNED, [])
