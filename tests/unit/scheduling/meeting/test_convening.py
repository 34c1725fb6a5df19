"""The office invites."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from services.scheduling.domain.meeting.booking import BookingFacts
from services.scheduling.domain.meeting.table import MEETING_TABLE
from shared.language.calendar import SHANGHAI
from tests.support.world import LAW
from tests.unit.scheduling.samples import (
    CALENDAR,
    CONVENE,
    DEPUTIES,
    OFFICE,
    PLANNED,
    PRESENT,
    situation,
    take,
)


def test_a_person_invited_twice_is_one_person() -> None:
    twice = CONVENE.model_copy(update={"invited": (*DEPUTIES, *DEPUTIES)})

    assert (
        take(MEETING_TABLE, PLANNED, twice, situation("09-11 10:00", OFFICE, BookingFacts())).invited
        == PRESENT
    )


DAYS = st.dates(date(2026, 1, 10), date(2027, 12, 20))


@given(DAYS, st.sampled_from(["regular", "on_demand"]))
def test_an_agenda_is_frozen_on_a_working_day_the_rules_number_of_working_days_before(
    on: date, kind: str
) -> None:
    meeting = replace(PLANNED, kind=kind, day=on)
    start = datetime(on.year, on.month, on.day, 14, tzinfo=SHANGHAI)
    convene = CONVENE.model_copy(update={"starts_at": start, "ends_at": start + timedelta(hours=2)})
    now = LAW.situation(start - timedelta(days=30), OFFICE, "", BookingFacts())

    convened = take(MEETING_TABLE, meeting, convene, now)
    freeze_on = convened.freeze_on

    assert freeze_on is not None
    between = [freeze_on + timedelta(days=n) for n in range((on - freeze_on).days)]
    assert CALENDAR.is_working_day(freeze_on)
    assert sum(map(CALENDAR.is_working_day, between)) == {"regular": 5, "on_demand": 1}[kind]
    assert convened.provisional is (on.year > 2026)
