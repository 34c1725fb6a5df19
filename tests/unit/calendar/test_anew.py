"""A deadline that is counted anew is never moved into the past, and twice is as once."""

from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.language.calendar import WorkingCalendar, end_of_day, local_day
from shared.language.calendar.anew import moved

CALENDAR = WorkingCalendar.standard()
DAYS = st.dates(date(2026, 1, 1), date(2027, 12, 1))
INSTANTS = st.builds(
    lambda day, minutes: end_of_day(day) + timedelta(minutes=minutes), DAYS, st.integers(0, 1439)
)
SPANS = st.integers(0, 200 * 24).map(lambda hours: timedelta(hours=hours))


@given(was=INSTANTS, counted=INSTANTS, now=INSTANTS)
def test_it_moves_into_the_future_or_not_at_all(was: datetime, counted: datetime, now: datetime) -> None:
    at = moved(was, counted, now, CALENDAR)
    assert at == was or at > now
    assert min(was, counted) <= at <= max(was, counted)


@given(was=INSTANTS, counted=INSTANTS, now=INSTANTS, later=SPANS)
def test_twice_is_as_once(was: datetime, counted: datetime, now: datetime, later: timedelta) -> None:
    once = moved(was, counted, now, CALENDAR)
    assert moved(once, counted, now + later, CALENDAR) == once


@given(day=DAYS, was=SPANS)
def test_a_shorter_one_leaves_the_rest_of_a_working_day(day: date, was: timedelta) -> None:
    now = end_of_day(day)
    at = moved(now + timedelta(days=30) + was, now - timedelta(days=30), now, CALENDAR)
    assert at > now
    assert CALENDAR.is_working_day(local_day(at))
