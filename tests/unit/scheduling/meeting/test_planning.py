"""A regular meeting is planned."""

import pytest

from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import (
    OFFICE,
    day,
    refused,
    situation,
    take,
)


def test_a_regular_meeting_needs_a_day_to_come_and_a_room_that_exists() -> None:
    now = situation("09-22 09:00", OFFICE)

    assert refused(MEETING_TABLE, None, s.PlanMeeting(day=day("09-21"), room="R1"), now) == "day_in_the_past"
    assert refused(MEETING_TABLE, None, s.PlanMeeting(day=day("09-22"), room="R9"), now) == "unknown_room"
    assert take(MEETING_TABLE, None, s.PlanMeeting(day=day("09-22"), room="R1"), now).state == "planned"


@pytest.mark.parametrize("rest_day", ["10-03", "10-17"])
def test_a_day_of_rest_is_taken_only_if_it_is_meant(rest_day: str) -> None:
    now = situation("09-22 09:00", OFFICE)
    plan = s.PlanMeeting(day=day(rest_day), room="R1")
    meant = plan.model_copy(update={"even_on_rest_day": True})

    assert refused(MEETING_TABLE, None, plan, now) == "rest_day"
    assert take(MEETING_TABLE, None, meant, now).day == day(rest_day)


def test_a_saturday_that_is_worked_is_a_day_like_any_other() -> None:
    worked = s.PlanMeeting(day=day("10-10"), room="R1")
    assert take(MEETING_TABLE, None, worked, situation("09-22 09:00", OFFICE)).day == day("10-10")
