from calendar import monthrange
from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from shared.language.calendar import Period, Unit, WorkingCalendar, at_local, deadline, end_of_day, local_day

CALENDAR = WorkingCalendar.standard()
STARTS = st.datetimes(datetime(2009, 1, 1), datetime(2031, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
AMOUNTS = st.integers(1, 120)
DAY_UNITS = st.sampled_from([Unit.WORKING_DAY, Unit.CALENDAR_DAY, Unit.MONTH])
PERIODS = st.builds(Period, AMOUNTS, st.sampled_from(Unit))
DAY_PERIODS = st.builds(Period, AMOUNTS, DAY_UNITS)


@given(STARTS, PERIODS)
def test_a_deadline_lies_after_its_start(start: datetime, period: Period) -> None:
    assert deadline(start, period, CALENDAR).at > start


@given(STARTS, DAY_PERIODS)
def test_a_deadline_in_days_or_months_ends_with_a_working_day(start: datetime, period: Period) -> None:
    due = deadline(start, period, CALENDAR)

    assert CALENDAR.is_working_day(due.last_day)
    assert due.at == end_of_day(due.last_day)


@given(STARTS, PERIODS, st.integers(1, 12))
def test_a_longer_period_never_ends_earlier(start: datetime, period: Period, more: int) -> None:
    longer = Period(period.amount + more, period.unit)

    assert deadline(start, longer, CALENDAR).at >= deadline(start, period, CALENDAR).at


@given(STARTS, STARTS, PERIODS)
def test_a_later_start_never_ends_earlier(one: datetime, other: datetime, period: Period) -> None:
    earlier, later = sorted([one, other])

    assert deadline(later, period, CALENDAR).at >= deadline(earlier, period, CALENDAR).at


@given(STARTS, DAY_PERIODS, st.integers(0, 23), st.integers(1, 60))
def test_the_hour_of_the_start_does_not_change_a_deadline_in_days(
    start: datetime, period: Period, hour: int, minute: int
) -> None:
    same_day = at_local(local_day(start)) + timedelta(hours=hour, minutes=minute)

    assert deadline(start, period, CALENDAR).at == deadline(same_day, period, CALENDAR).at


@given(STARTS, DAY_PERIODS)
def test_a_deadline_moves_only_from_a_rest_day_and_over_rest_days(start: datetime, period: Period) -> None:
    due = deadline(start, period, CALENDAR)

    if due.moved_from is not None:
        assert not CALENDAR.is_working_day(due.moved_from)
        assert CALENDAR.working_days_between(due.moved_from, due.last_day) == 1


@given(STARTS, AMOUNTS)
def test_months_keep_the_day_of_the_month_or_take_the_last(start: datetime, amount: int) -> None:
    first = local_day(start)
    due = deadline(start, Period(amount, Unit.MONTH), CALENDAR)
    nominal = due.moved_from or due.last_day

    months = (nominal.year - first.year) * 12 + nominal.month - first.month
    assert months == amount
    assert nominal.day == min(first.day, monthrange(nominal.year, nominal.month)[1])


@given(STARTS, AMOUNTS)
def test_hours_last_as_long_as_they_say_in_any_time_zone(start: datetime, amount: int) -> None:
    due = deadline(start, Period(amount, Unit.HOUR), CALENDAR)

    assert (due.at - start).total_seconds() == amount * 3600
    assert due.at.tzinfo is UTC


@given(st.dates(date(2010, 1, 1), date(2026, 6, 30)), st.integers(1, 6))
def test_what_published_years_decide_is_final(day: date, months: int) -> None:
    due = deadline(end_of_day(day), Period(months, Unit.MONTH), CALENDAR)

    assert due.provisional is (due.last_day.year > 2026)
