"""Whose form was outrun hears of what was done, and of nothing that was not."""

from services.scheduling.storage.tables import MEETING
from shared.kernel.journal.expecting import outrun
from shared.language.contracts.scheduling import MeetingPlanned


def told(version: int, role: str) -> str:
    return str(outrun(MEETING, version, MeetingPlanned.type, role))


def test_the_head_who_accepted_a_request_has_planned_no_regular_meeting() -> None:
    said = told(2, "head")
    assert "scheduling.meeting.accept.v1" in said
    assert "scheduling.meeting.plan.v1" not in said


def test_the_office_that_accepted_one_has_made_no_new_one() -> None:
    assert "scheduling.meeting.plan.v1" not in told(2, "office")
    assert "scheduling.meeting.plan.v1" in told(1, "office")
