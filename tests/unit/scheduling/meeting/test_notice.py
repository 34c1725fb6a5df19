"""Notice, chair and place of a meeting."""

from services.scheduling.domain.meeting.booking import BookingFacts
from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.scheduling.samples import CONVENE, OFFICE, PLANNED, refused, situation, take

ON_THE_SPOT = CONVENE.model_copy(update={"room": None, "address": "东岙水库大坝"})


def convened(message: s.ConveneMeeting, now: str = "09-11 10:00") -> Meeting:
    return take(MEETING_TABLE, PLANNED, message, situation(now, OFFICE, BookingFacts()))


def refusal(message: s.ConveneMeeting, now: str = "09-11 10:00") -> str:
    return refused(MEETING_TABLE, PLANNED, message, situation(now, OFFICE, BookingFacts()))


def test_people_are_told_of_a_regular_meeting_seven_days_before() -> None:
    assert convened(CONVENE, "09-15 23:59").state == "convened"
    assert refusal(CONVENE, "09-16 09:00") == "notice_too_short"


def test_an_urgent_one_is_agreed_by_the_head_or_the_presidium_and_says_so() -> None:
    def urgent(by: str) -> s.ConveneMeeting:
        agreed = s.Urgent(agreed_by=by, reason="台风将至")
        return CONVENE.model_copy(update={"urgent": agreed})

    meeting = convened(urgent("head-1"), "09-18 09:00")
    assert (meeting.urgent_agreed_by, meeting.urgent_reason) == ("head-1", "台风将至")
    assert refusal(urgent("office-1"), "09-18 09:00") == "unknown_people"


def test_a_meeting_is_in_a_room_or_on_the_spot() -> None:
    meeting = convened(ON_THE_SPOT)
    assert (meeting.room, meeting.address) == (None, "东岙水库大坝")
    for both in ({"room": "R1"}, {"address": None}):
        assert refusal(ON_THE_SPOT.model_copy(update=both)) == "one_place"


def test_the_chair_is_of_the_congress_and_comes() -> None:
    meeting = convened(CONVENE.model_copy(update={"chair_id": "deputy-03", "closed": True}))
    assert (meeting.chair_id, meeting.closed, "deputy-03" in meeting.invited) == ("deputy-03", True, True)
    assert refusal(CONVENE.model_copy(update={"chair_id": "head-1"})) == "unknown_people"
