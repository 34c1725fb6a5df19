from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.language.calendar import DayKind, ListedDay, WorkingCalendar

CALENDAR = WorkingCalendar.standard()
DAYS = st.dates(date(2009, 1, 1), date(2031, 12, 31))
AMOUNTS = st.integers(-60, 60)


@pytest.mark.parametrize(
    ("day", "worked"),
    [
        (date(2026, 9, 24), True),
        (date(2026, 9, 19), False),
        (date(2026, 9, 20), True),
        (date(2026, 9, 25), False),
        (date(2026, 10, 1), False),
        (date(2026, 10, 4), False),
        (date(2026, 10, 7), False),
        (date(2026, 10, 8), True),
        (date(2026, 10, 10), True),
        (date(2015, 9, 3), False),
        (date(2015, 9, 6), True),
    ],
)
def test_the_state_councils_notice_decides_which_days_are_worked(day: date, worked: bool) -> None:
    assert CALENDAR.is_working_day(day) is worked


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2026, 9, 24), 7, date(2026, 10, 12)),
        (date(2026, 10, 8), 1, date(2026, 10, 9)),
        (date(2026, 10, 8), 5, date(2026, 10, 14)),
        (date(2026, 9, 22), -5, date(2026, 9, 16)),
        (date(2026, 11, 24), -5, date(2026, 11, 17)),
        (date(2026, 9, 14), -1, date(2026, 9, 11)),
        (date(2026, 10, 3), 0, date(2026, 10, 3)),
    ],
)
def test_working_days_are_counted_without_the_day_they_start_from(day: date, n: int, expected: date) -> None:
    assert CALENDAR.add_working_days(day, n) == expected


def test_the_next_working_day_is_the_day_itself_when_it_is_worked() -> None:
    assert CALENDAR.next_working_day(date(2026, 9, 20)) == date(2026, 9, 20)
    assert CALENDAR.next_working_day(date(2026, 10, 1)) == date(2026, 10, 8)


def test_the_holiday_of_a_rest_day_has_a_name_and_a_plain_weekend_has_none() -> None:
    assert CALENDAR.holiday_name(date(2026, 10, 5)) == "国庆节"
    assert CALENDAR.holiday_name(date(2026, 11, 29)) is None
    assert CALENDAR.holiday_name(date(2026, 9, 20)) is None
    assert CALENDAR.holiday_name(date(2026, 9, 24)) is None


@pytest.mark.parametrize(
    ("year", "provisional"),
    [(2009, True), (2010, False), (2026, False), (2027, True), (2028, True), (9000, True)],
)
def test_a_year_without_its_notice_is_provisional_as_a_whole(year: int, provisional: bool) -> None:
    assert CALENDAR.is_provisional(date(year, 1, 1)) is provisional
    assert CALENDAR.is_provisional(date(year, 7, 15)) is provisional


def test_a_year_beyond_the_table_has_weekends_and_the_holidays_that_keep_their_date() -> None:
    assert not CALENDAR.is_working_day(date(2061, 10, 3))
    assert CALENDAR.holiday_name(date(2061, 10, 3)) == "国庆节"
    assert not CALENDAR.is_working_day(date(2061, 10, 2))
    assert CALENDAR.is_working_day(date(2061, 10, 4))


def test_a_published_notice_replaces_what_was_provisional() -> None:
    makeup = ListedDay(date(2027, 2, 13), DayKind.MAKEUP_WORKDAY, "春节", "notice", False)

    announced = WorkingCalendar.from_table([makeup])

    assert announced.is_working_day(date(2027, 2, 13))
    assert not announced.is_provisional(date(2027, 6, 1))
    assert announced.is_provisional(date(2028, 6, 1))


def test_a_known_year_has_no_holidays_but_those_listed() -> None:
    only_one = WorkingCalendar.from_table(
        [ListedDay(date(2027, 1, 1), DayKind.HOLIDAY, "元旦", "notice", False)]
    )

    assert only_one.is_working_day(date(2027, 10, 1))


@given(DAYS, AMOUNTS)
def test_counting_working_days_undoes_adding_them(day: date, n: int) -> None:
    assert CALENDAR.working_days_between(day, CALENDAR.add_working_days(day, n)) == n


@given(DAYS, AMOUNTS)
def test_from_a_working_day_there_and_back_is_home(day: date, n: int) -> None:
    home = CALENDAR.next_working_day(day)

    assert CALENDAR.add_working_days(CALENDAR.add_working_days(home, n), -n) == home


@given(DAYS, AMOUNTS.filter(bool))
def test_adding_working_days_lands_on_a_working_day(day: date, n: int) -> None:
    assert CALENDAR.is_working_day(CALENDAR.add_working_days(day, n))


@given(DAYS, st.integers(0, 90), st.integers(0, 90))
def test_working_days_of_adjoining_spans_add_up(start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)

    parts = CALENDAR.working_days_between(start, middle) + CALENDAR.working_days_between(middle, end)

    assert CALENDAR.working_days_between(start, end) == parts


@given(DAYS)
def test_nobody_rests_or_works_for_very_long(day: date) -> None:
    fortnight = [CALENDAR.is_working_day(day + timedelta(days=offset)) for offset in range(14)]

    assert any(fortnight)
    assert not all(fortnight)
