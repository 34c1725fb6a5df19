from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.language.calendar import SHANGHAI, at_local, end_of_day, local_day, local_minute

DAYS = st.dates(date(1992, 1, 1), date(2100, 12, 31))


def test_a_day_in_shanghai_begins_at_sixteen_hours_utc_of_the_day_before() -> None:
    assert at_local(date(2026, 9, 24)) == datetime(2026, 9, 23, 16, tzinfo=UTC)
    assert local_day(datetime(2026, 9, 23, 15, 59, tzinfo=UTC)) == date(2026, 9, 23)
    assert local_day(datetime(2026, 9, 23, 16, 1, tzinfo=UTC)) == date(2026, 9, 24)


def test_instants_are_in_utc() -> None:
    assert at_local(date(2026, 9, 24), 9).tzinfo is UTC
    assert end_of_day(date(2026, 9, 24)).tzinfo is UTC


def test_an_instant_without_a_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        local_day(datetime(2026, 9, 24, 9))  # noqa: DTZ001


@given(DAYS, st.integers(0, 23), st.integers(0, 59))
def test_what_clocks_show_in_shanghai_survives_the_way_through_utc(day: date, hour: int, minute: int) -> None:
    shown = at_local(day, hour, minute).astimezone(SHANGHAI)

    assert (shown.date(), shown.hour, shown.minute) == (day, hour, minute)


@given(DAYS)
def test_a_day_ends_where_the_next_begins(day: date) -> None:
    end = end_of_day(day)

    assert end == at_local(day + timedelta(days=1))
    assert local_day(end - timedelta(microseconds=1)) == day
    assert local_day(end) == day
    assert local_day(end + timedelta(microseconds=1)) == day + timedelta(days=1)


@given(DAYS, st.timedeltas(timedelta(microseconds=1), timedelta(days=1)))
def test_a_day_is_what_is_after_the_last_ones_24_and_no_later_than_its_own(
    day: date, past: timedelta
) -> None:
    assert local_day(at_local(day) + past) == day


@pytest.mark.parametrize("zone", [UTC, SHANGHAI, timezone(timedelta(hours=-11))])
def test_the_end_of_a_day_belongs_to_it_in_whatever_zone_it_is_written(zone: tzinfo) -> None:
    assert local_day(end_of_day(date(2026, 10, 8)).astimezone(zone)) == date(2026, 10, 8)


def test_the_end_of_a_day_is_written_as_24() -> None:
    end = end_of_day(date(2026, 10, 8))

    assert local_minute(end) == "24:00"
    assert local_minute(end - timedelta(minutes=1)) == "23:59"
    assert local_minute(end + timedelta(minutes=1)) == "00:01"
    assert local_minute(end + timedelta(seconds=1)) == "00:00"
