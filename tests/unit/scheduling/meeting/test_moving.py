"""A meeting is moved openly and not for long, or its day passes without it."""

from dataclasses import replace

from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.contracts import scheduling as s
from tests.unit.chapters import Example
from tests.unit.scheduling.samples import (
    AGENDA_OF_T1,
    ASKED_FOR,
    DEPUTIES,
    OFFICE,
    PLANNED,
    READY,
    day,
    deputy,
    refused,
    situation,
    take,
)

MOVE = s.MoveMeeting(meeting_id="M9", day=day("09-29"), reason="台风停航")
MISS = s.MissMeeting(meeting_id="M9", attendance=DEPUTIES[:3], reason="到会不足半数")
AGREED = ("planned", "convened", "frozen")
EXAMPLES = (Example(MOVE, OFFICE, AGREED), Example(MISS, OFFICE, AGREED))


def moving(to: str, now: str = "09-21 09:00") -> str:
    message = MOVE.model_copy(update={"day": day(to)})
    return refused(MEETING_TABLE, READY, message, situation(now, OFFICE))


def test_a_moved_meeting_keeps_its_first_day_and_is_convened_anew() -> None:
    moved = take(MEETING_TABLE, READY, MOVE, situation("09-21 09:00", OFFICE))
    assert (moved.state, moved.day, moved.first_day) == ("planned", day("09-29"), day("09-22"))
    assert [(move.was, move.reason, move.by) for move in moved.moves] == [
        (day("09-22"), "台风停航", "office-1")
    ]
    assert (moved.starts_at, moved.invited, moved.freeze_on) == (None, (), None)
    assert moved.agenda == AGENDA_OF_T1, "its topics are still spoken for"
    assert [one.what for one in moved.waiting] == ["convene_meeting"]


def test_a_meeting_is_put_off_at_most_a_month_from_its_first_day() -> None:
    assert moving("10-26") == "too_late_a_day"
    once = take(
        MEETING_TABLE,
        READY,
        MOVE.model_copy(update={"day": day("10-22")}),
        situation("09-21 09:00", OFFICE),
    )
    again = MOVE.model_copy(update={"day": day("11-04")})
    assert refused(MEETING_TABLE, once, again, situation("10-09 09:00", OFFICE)) == "too_late_a_day"


def test_a_meeting_is_moved_to_another_working_day_to_come() -> None:
    assert moving("09-22") == "same_day"
    assert moving("09-18") == "day_in_the_past"
    assert moving("10-03") == "rest_day"


def test_what_did_not_take_place_says_why_and_who_came() -> None:
    assert refused(MEETING_TABLE, READY, MISS, situation("09-22 13:59", OFFICE)) == "too_early_to_miss"
    assert refused(MEETING_TABLE, PLANNED, MISS, situation("09-21 23:59", OFFICE)) == "too_early_to_miss"
    missed = take(MEETING_TABLE, READY, MISS, situation("09-22 15:00", OFFICE))
    assert (missed.state, missed.missed_reason) == ("missed", "到会不足半数")
    assert missed.attendance == DEPUTIES[:3]
    assert missed.ended_at


def test_a_missed_regular_meeting_is_made_good_within_a_month() -> None:
    missed = take(MEETING_TABLE, READY, MISS, situation("09-22 15:00", OFFICE))
    assert missed.next_due_on == day("10-22")
    assert [(one.what, one.role) for one in missed.waiting] == [("plan_next", "office")]


def test_one_on_demand_is_asked_for_again() -> None:
    missed = take(MEETING_TABLE, replace(ASKED_FOR, state="frozen"), MISS, situation("09-22 15:00", OFFICE))
    assert (missed.next_due_on, missed.waiting) == (None, ())


def test_nobody_else_moves_a_meeting_or_says_that_it_was_missed() -> None:
    for message in (MOVE, MISS):
        assert refused(MEETING_TABLE, READY, message, situation("09-22 15:00", deputy("01"))) == "wrong_role"
