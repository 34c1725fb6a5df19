from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.language.calendar import SHANGHAI, at_local, end_of_day, local_day

DAYS = st.dates(date(1992, 1, 1), date(2100, 12, 31))


def test_a_day_in_shanghai_begins_at_sixteen_hours_utc_of_the_day_before() -> None:
    assert at_local(date(2026, 9, 24)) == datetime(2026, 9, 23, 16, tzinfo=UTC)
    assert local_day(datetime(2026, 9, 23, 15, 59, tzinfo=UTC)) == date(2026, 9, 23)
    assert local_day(datetime(2026, 9, 23, 16, 0, tzinfo=UTC)) == date(2026, 9, 24)


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
