"""Room and hours must fit, and nothing is booked twice."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.meeting.booking import BookingFacts
from services.scheduling.domain.meeting.meeting import Meeting
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Moved
from tests.support.township import lists
from tests.unit.scheduling.samples import (
    CONVENE,
    MEETING,
    OFFICE,
    PLANNED,
    at,
    refused,
    situation,
    take,
)

PEOPLE = tuple(lists().deputies)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"invited": (*PEOPLE[:3], "nobody-77")}, "unknown_people"),
        ({"room": "R9"}, "unknown_room"),
        ({"room": "R4", "invited": PEOPLE[:11]}, "room_too_small"),
        ({"starts_at": at("09-21 14:00")}, "not_on_planned_day"),
        ({"starts_at": at("09-21 23:59")}, "not_on_planned_day"),
        ({"ends_at": at("09-23 00:01")}, "not_on_planned_day"),
        ({"ends_at": at("09-22 14:00")}, "ends_before_start"),
    ],
)
def test_room_and_hours_must_fit_the_meeting(change: dict[str, object], code: str) -> None:
    convene = CONVENE.model_copy(update=change)

    assert refused(MEETING_TABLE, PLANNED, convene, situation("09-11 10:00", OFFICE, BookingFacts())) == code


def test_a_room_may_be_full_to_its_last_seat() -> None:
    full = CONVENE.model_copy(update={"room": "R4", "invited": PEOPLE[:9]})

    assert (
        take(MEETING_TABLE, PLANNED, full, situation("09-11 10:00", OFFICE, BookingFacts())).state
        == "convened"
    )


def test_a_meeting_may_last_until_24_of_its_day() -> None:
    late = CONVENE.model_copy(update={"ends_at": at("09-23 00:00"), "even_at_night": True})

    assert (
        take(MEETING_TABLE, PLANNED, late, situation("09-11 10:00", OFFICE, BookingFacts())).state
        == "convened"
    )


@pytest.mark.parametrize(
    ("field", "hour", "taken"),
    [
        ("starts_at", "06:59", False),
        ("starts_at", "07:00", True),
        ("ends_at", "22:00", True),
        ("ends_at", "22:01", False),
    ],
)
def test_a_meeting_lies_in_the_hours_in_which_people_meet_unless_others_are_meant(
    field: str, hour: str, taken: bool
) -> None:
    convene = CONVENE.model_copy(update={field: at(f"09-22 {hour}")})
    given_now = situation("09-11 10:00", OFFICE, BookingFacts())
    meant = convene.model_copy(update={"even_at_night": True})

    assert isinstance(MEETING_TABLE.decide(PLANNED, convene, given_now), Moved) is taken
    assert take(MEETING_TABLE, PLANNED, meant, given_now).state == "convened"
    if not taken:
        assert refused(MEETING_TABLE, PLANNED, convene, given_now) == "at_night"


def test_nobody_is_invited_to_a_meeting_that_has_begun() -> None:
    assert (
        refused(MEETING_TABLE, PLANNED, CONVENE, situation("09-22 14:00", OFFICE, BookingFacts()))
        == "starts_in_past"
    )


def test_a_booked_room_is_named_before_the_busy_head() -> None:
    elsewhere = replace(MEETING, meeting_id="M6", room="R2")
    here = replace(MEETING, meeting_id="M7")

    def convening(*booked: Meeting) -> str:
        return refused(
            MEETING_TABLE, PLANNED, CONVENE, situation("09-11 10:00", OFFICE, BookingFacts(booked))
        )

    assert convening(elsewhere) == "head_taken"
    assert convening(elsewhere, here) == "room_taken"


MINUTES = st.integers(0, 24 * 60 - 1)


HOURS = st.lists(MINUTES, min_size=2, max_size=2, unique=True).map(sorted)


@given(HOURS, HOURS, st.booleans())
def test_two_meetings_are_booked_together_only_if_no_minute_belongs_to_both(
    hours: list[int], other_hours: list[int], same_room: bool
) -> None:
    (start, end), (other_start, other_end) = hours, other_hours
    midnight = at("09-22 00:00")
    convene = CONVENE.model_copy(
        update={
            "starts_at": midnight + timedelta(minutes=start),
            "ends_at": midnight + timedelta(minutes=end),
            "even_at_night": True,
        }
    )
    other = replace(
        MEETING,
        room="R1" if same_room else "R2",
        starts_at=midnight + timedelta(minutes=other_start),
        ends_at=midnight + timedelta(minutes=other_end),
    )

    decision = MEETING_TABLE.decide(
        PLANNED, convene, situation("09-11 10:00", OFFICE, BookingFacts((other,)))
    )

    if set(range(start, end)) & set(range(other_start, other_end)):
        assert isinstance(decision, Refusal)
        assert decision.code == ("room_taken" if same_room else "head_taken")
    else:
        assert isinstance(decision, Moved)
