from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from shared.language.calendar import (
    DayKind,
    ListedDay,
    Period,
    Rest,
    WorkingCalendar,
    at_local,
    deadline,
    end_of_day,
    standard_day_table,
)

CALENDAR = WorkingCalendar.standard()


def day_of(start: date, period: str) -> date:
    return deadline(at_local(start, 14), Period.parse(period), CALENDAR).last_day


@pytest.mark.parametrize(
    ("start", "period", "last_day"),
    [
        (date(2026, 9, 24), "3 months", date(2026, 12, 24)),
        (date(2026, 9, 30), "3 months", date(2026, 12, 30)),
        (date(2026, 9, 8), "10 calendar_days", date(2026, 9, 18)),
        (date(2026, 10, 20), "14 calendar_days", date(2026, 11, 3)),
        (date(2026, 9, 24), "7 working_days", date(2026, 10, 12)),
        (date(2026, 9, 19), "1 working_day", date(2026, 9, 20)),
    ],
)
def test_the_day_on_which_a_period_starts_is_not_counted(start: date, period: str, last_day: date) -> None:
    assert day_of(start, period) == last_day


@pytest.mark.parametrize(
    ("start", "period", "last_day"),
    [
        (date(2026, 8, 31), "1 month", date(2026, 9, 30)),
        (date(2023, 12, 29), "2 months", date(2024, 2, 29)),
        (date(2021, 12, 30), "2 months", date(2022, 2, 28)),
        (date(2024, 2, 29), "12 months", date(2025, 2, 28)),
        (date(2024, 2, 29), "48 months", date(2028, 2, 29)),
    ],
)
def test_months_end_on_the_corresponding_day_or_the_months_last(
    start: date, period: str, last_day: date
) -> None:
    assert day_of(start, period) == last_day


@pytest.mark.parametrize(
    ("start", "period", "nominal", "last_day", "passed"),
    [
        (
            date(2026, 9, 20),
            "15 calendar_days",
            date(2026, 10, 5),
            date(2026, 10, 8),
            [Rest(date(2026, 10, 5), date(2026, 10, 7), "国庆节")],
        ),
        (
            date(2026, 10, 29),
            "1 month",
            date(2026, 11, 29),
            date(2026, 11, 30),
            [Rest(date(2026, 11, 29), date(2026, 11, 29), None)],
        ),
        (
            date(2025, 11, 15),
            "3 months",
            date(2026, 2, 15),
            date(2026, 2, 24),
            [Rest(date(2026, 2, 15), date(2026, 2, 23), "春节")],
        ),
        (
            date(2027, 12, 25),
            "1 month",
            date(2028, 1, 25),
            date(2028, 1, 31),
            [
                Rest(date(2028, 1, 25), date(2028, 1, 28), "春节"),
                Rest(date(2028, 1, 29), date(2028, 1, 30), None),
            ],
        ),
    ],
)
def test_a_deadline_on_a_rest_day_moves_to_the_next_working_day(
    start: date, period: str, nominal: date, last_day: date, passed: list[Rest]
) -> None:
    due = deadline(at_local(start, 9, 30), Period.parse(period), CALENDAR)

    assert (due.moved_from, due.last_day, list(due.passed)) == (nominal, last_day, passed)


def test_a_deadline_on_a_worked_sunday_stays() -> None:
    due = deadline(at_local(date(2026, 9, 10), 9), Period.parse("10 calendar_days"), CALENDAR)

    assert (due.last_day, due.moved_from) == (date(2026, 9, 20), None)


def test_a_deadline_ends_at_midnight_in_shanghai() -> None:
    due = deadline(at_local(date(2026, 9, 24), 14), Period.parse("3 months"), CALENDAR)

    assert due.at == datetime(2026, 12, 24, 16, tzinfo=UTC)
    assert due.at == end_of_day(due.last_day)


def test_the_start_day_is_the_day_in_shanghai_and_not_in_utc() -> None:
    shortly_after_midnight = datetime(2026, 10, 28, 16, 1, tzinfo=UTC)

    due = deadline(shortly_after_midnight, Period.parse("1 month"), CALENDAR)

    assert (due.moved_from, due.last_day) == (date(2026, 11, 29), date(2026, 11, 30))


def test_hours_are_exact_and_do_not_rest() -> None:
    due = deadline(at_local(date(2026, 9, 30), 23, 30), Period.parse("2 hours"), CALENDAR)

    assert due.at == at_local(date(2026, 10, 1), 1, 30)
    assert (due.last_day, due.moved_from) == (date(2026, 10, 1), None)


def test_hours_are_exact_where_clocks_change() -> None:
    before_clocks_go_back = datetime(2026, 10, 25, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))

    due = deadline(before_clocks_go_back, Period.parse("2 hours"), CALENDAR)

    assert due.at == datetime(2026, 10, 25, 2, 30, tzinfo=UTC)


@pytest.mark.parametrize("unit", ["hours", "working_days", "calendar_days", "months"])
def test_a_start_without_a_time_zone_is_refused(unit: str) -> None:
    with pytest.raises(ValueError, match="no time zone"):
        deadline(datetime(2026, 9, 24, 9), Period.parse(f"2 {unit}"), CALENDAR)  # noqa: DTZ001


@pytest.mark.parametrize(
    ("start", "period", "provisional"),
    [
        (date(2026, 9, 30), "3 months", False),
        (date(2026, 11, 5), "3 months", True),
        (date(2026, 12, 30), "1 working_day", False),
        (date(2026, 12, 30), "2 working_days", True),
        (date(2026, 12, 31), "1 working_day", True),
        (date(2009, 12, 30), "3 working_days", True),
        (date(2009, 12, 31), "1 working_day", False),
        (date(2026, 12, 31), "2 hours", False),
        (date(2027, 1, 4), "2 hours", False),
        (date(2028, 1, 4), "1 month", True),
    ],
)
def test_a_deadline_is_provisional_when_an_unpublished_year_decides_it(
    start: date, period: str, provisional: bool
) -> None:
    assert deadline(at_local(start, 9), Period.parse(period), CALENDAR).provisional is provisional


def test_a_provisional_deadline_is_settled_by_the_notice_of_its_year() -> None:
    extra = ListedDay(date(2027, 2, 11), DayKind.HOLIDAY, "春节", "notice", False)
    published = [day for day in standard_day_table() if not day.provisional]
    start, period = at_local(date(2026, 11, 11), 9), Period.parse("3 months")

    before = deadline(start, period, CALENDAR)
    after = deadline(start, period, WorkingCalendar.from_table([*published, extra]))

    assert (before.last_day, before.provisional) == (date(2027, 2, 11), True)
    assert (after.last_day, after.provisional) == (date(2027, 2, 12), False)
