"""Leave, absence, and who has to be there."""

from dataclasses import replace

from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.behaviour import law_of
from shared.language.contracts import scheduling as s
from tests.support.township import after_the_term_of
from tests.unit.chapters import Example
from tests.unit.scheduling.samples import (
    DEPUTIES,
    HEAD,
    HOLD,
    PRESENT,
    READY,
    at,
    day,
    deputy,
    refused,
    situation,
    take,
)

LEAVE = s.AskLeave(meeting_id="M9", reason="带队出海")
EXAMPLES = (Example(LEAVE, deputy("01"), ("convened", "frozen")),)
SEVEN = ("head-1", *DEPUTIES[1:])


def test_who_asked_for_leave_is_on_leave_and_who_did_not_is_absent() -> None:
    asked = take(MEETING_TABLE, READY, LEAVE, situation("09-21 09:00", deputy("01")))
    assert asked.leave == ("deputy-01",)
    seven = tuple(id for id in (*SEVEN,) if id != "deputy-02")
    enough = replace(asked, invited=(*PRESENT, "deputy-03"))
    message = HOLD.model_copy(update={"attendance": (*seven, "deputy-03")})

    held = take(MEETING_TABLE, enough, message, situation("09-22 17:00", HEAD))

    assert (held.leave, held.absent) == (("deputy-01",), ("deputy-02",))


def test_who_comes_all_the_same_was_not_on_leave() -> None:
    asked = take(MEETING_TABLE, READY, LEAVE, situation("09-21 09:00", deputy("01")))
    held = take(MEETING_TABLE, asked, HOLD, situation("09-22 17:00", HEAD))
    assert (held.leave, held.absent) == ((), ())


def test_a_reason_given_twice_is_the_last_one_and_is_for_the_office_alone() -> None:
    first = take(MEETING_TABLE, READY, LEAVE, situation("09-20 09:00", deputy("01")))
    again = LEAVE.model_copy(update={"reason": "住院"})
    second = take(MEETING_TABLE, first, again, situation("09-21 09:00", deputy("01")))
    assert [one.reason for one in second.excuses] == ["住院"]
    assert "excuses" not in s.MeetingSnapshot.model_fields


def test_only_who_is_invited_asks_for_leave() -> None:
    asking = situation("09-21 09:00", deputy("03"))
    assert refused(MEETING_TABLE, READY, LEAVE, asking) == "not_invited"


def test_leave_told_to_the_office_is_of_somebody_invited_who_was_not_there() -> None:
    def told(person: str) -> str:
        leave = (s.OnLeave(person_id=person, reason="出差"),)
        message = HOLD.model_copy(update={"attendance": SEVEN, "leave": leave})
        return refused(MEETING_TABLE, READY, message, situation("09-22 17:00", HEAD))

    assert told("deputy-03") == "not_invited"
    assert told("deputy-02") == "on_leave_and_there"


def test_without_the_head_or_the_delegate_there_is_no_meeting() -> None:
    deputies = HOLD.model_copy(update={"attendance": DEPUTIES})
    now = situation("09-22 17:00", HEAD)
    assert refused(MEETING_TABLE, READY, deputies, now) == "head_not_there"
    named = replace(READY, delegate_id="leader-1", invited=(*PRESENT, "leader-1"))
    message = HOLD.model_copy(update={"attendance": (*DEPUTIES, "leader-1")})
    assert take(MEETING_TABLE, named, message, now).state == "in_session"
    other = HOLD.model_copy(update={"attendance": (*DEPUTIES, "leader-2")})
    assert refused(MEETING_TABLE, replace(named, invited=(*PRESENT, "leader-2")), other, now) == (
        "head_not_there"
    )


def test_a_quorum_is_counted_among_the_deputies_of_that_day() -> None:
    law = law_of(after_the_term_of("deputy-12", day("09-21")))
    six = HOLD.model_copy(update={"attendance": ("head-1", *DEPUTIES[:6])})
    eleven = law.situation(at("09-22 17:00"), HEAD, "new", None)
    assert take(MEETING_TABLE, READY, six, eleven).state == "in_session"
    assert refused(MEETING_TABLE, READY, six, situation("09-22 17:00", HEAD)) == "no_quorum"
