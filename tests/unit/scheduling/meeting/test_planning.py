"""A regular meeting is planned."""

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
