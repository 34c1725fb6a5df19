"""Every day of 2024 to 2027 as two libraries know it; the festivals of the moon ahead as a third does."""

from collections.abc import Iterator
from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from lunardate import LunarDate

from shared.language.calendar import (
    Period,
    Unit,
    WorkingCalendar,
    at_local,
    deadline,
    end_of_day,
    standard_day_table,
)
from shared.language.rules import load_rule_set, numbers_of, rule_set_names

CALENDAR = WorkingCalendar.standard()
AHEAD = range(2027, 2051)
HOLIDAYS = holidays.country_holidays("CN", years=range(2023, 2029))


def days(first: date, last: date) -> Iterator[date]:
    for offset in range((last - first).days + 1):
        yield first + timedelta(days=offset)


def worked(day: date) -> bool:
    """As `chinesecalendar` says where it knows the year, else `holidays`."""
    return chinese_calendar.is_workday(day) if day.year <= 2026 else HOLIDAYS.is_working_day(day)


def test_every_day_is_worked_or_not_as_both_libraries_say() -> None:
    for day in days(date(2024, 1, 1), date(2027, 12, 31)):
        assert CALENDAR.is_working_day(day) is HOLIDAYS.is_working_day(day), day
        assert CALENDAR.is_working_day(day) is worked(day), day


@pytest.mark.parametrize("amount", [1, 2, 5, 7, 10, 20])
def test_working_days_end_where_a_count_by_the_libraries_ends(amount: int) -> None:
    for start in days(date(2024, 1, 1), date(2027, 11, 15)):
        left, day = amount, start
        while left:
            day += timedelta(days=1)
            left -= worked(day)
        assert deadline(end_of_day(start), Period(amount, Unit.WORKING_DAY), CALENDAR).last_day == day, start


@pytest.mark.parametrize("amount", [7, 14, 15, 30])
def test_calendar_days_end_on_the_next_day_that_the_libraries_call_worked(amount: int) -> None:
    for start in days(date(2024, 1, 1), date(2027, 11, 15)):
        day = start + timedelta(days=amount)
        while not worked(day):
            day += timedelta(days=1)
        assert deadline(end_of_day(start), Period(amount, Unit.CALENDAR_DAY), CALENDAR).last_day == day, start


PERIODS = tuple(
    sorted(
        {
            Period.parse(number.value)
            for model in rule_set_names()
            for number in numbers_of(load_rule_set(model))
            if number.kind == "period"
        },
        key=str,
    )
)
"""Every period of every model."""


def month_on(start: date, months: int) -> date:
    """The corresponding day of a later month, or its last (民法典 art. 202)."""
    years, month = divmod(start.month - 1 + months, 12)
    first = date(start.year + years, month + 1, 1)
    in_month = [day for day in days(first, first + timedelta(days=start.day - 1)) if day.month == first.month]
    return in_month[-1]


@pytest.mark.parametrize("period", PERIODS, ids=str)
def test_every_period_of_every_model_ends_where_both_libraries_say(period: Period) -> None:
    """From every day of 2024 to 2027 whose last day is one that the libraries know."""
    ends = {
        Unit.HOUR: None,
        Unit.WORKING_DAY: worked_days_on,
        Unit.CALENDAR_DAY: lambda start, amount: start + timedelta(days=amount),
        Unit.MONTH: month_on,
    }[period.unit]
    for start in days(date(2024, 1, 1), date(2027, 12, 31)):
        morning = at_local(start, 9)
        counted = deadline(morning, period, CALENDAR)
        if ends is None:
            assert counted.at == morning + timedelta(hours=period.amount)
            continue
        day = ends(start, period.amount)
        if day > date(2027, 12, 1):
            break
        for works in (worked, HOLIDAYS.is_working_day):
            last = day
            while not works(last):
                last += timedelta(days=1)
            assert (counted.last_day, counted.at) == (last, end_of_day(last)), start


def worked_days_on(start: date, amount: int) -> date:
    """Counted one by one."""
    while amount:
        start += timedelta(days=1)
        amount -= worked(start)
    return start


@pytest.mark.parametrize(
    ("month", "day", "name"),
    [(1, 1, "春节"), (1, 2, "春节"), (1, 3, "春节"), (5, 5, "端午节"), (8, 15, "中秋节")],
)
def test_the_festivals_of_the_moon_are_rest_days_by_their_name(month: int, day: int, name: str) -> None:
    for year in AHEAD:
        there = LunarDate(year, month, day).to_solar_date()
        assert name in (CALENDAR.holiday_name(there) or ""), there
        assert not CALENDAR.is_working_day(there)
        assert CALENDAR.is_provisional(there)


def test_new_year_of_either_calendar_is_never_a_last_day() -> None:
    """L26: nor are the other statutory holidays of a year ahead."""
    festivals = {day.date for day in standard_day_table() if day.provisional}
    units = [Period(amount, Unit.MONTH) for amount in (1, 3, 6)] + [Period(15, Unit.CALENDAR_DAY)]
    for start in days(date(2027, 1, 1), date(2040, 12, 31)):
        for period in units:
            assert deadline(end_of_day(start), period, CALENDAR).last_day not in festivals
