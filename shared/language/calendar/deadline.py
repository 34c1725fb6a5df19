"""Statutory deadlines: when a period that starts now is over (民法典 art. 200-204)."""

import calendar as gregorian
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from shared.language.calendar.local_time import end_of_day, local_day
from shared.language.calendar.period import Period, Unit
from shared.language.calendar.rest import Rest
from shared.language.calendar.working_calendar import WorkingCalendar

_KEPT = 1024
"""Ends of periods that a calendar keeps: a few periods on each of some hundred days."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """When a period is over; `explain` says why then.

    `at` is the instant (UTC) at which time is up: 24:00 of `last_day` in Asia/Shanghai, or the exact instant
    for hours. `moved_from` is the rest day on which the period would have ended. `passed` are the rest days
    that were passed over: those that a count of working days left out, or those from `moved_from` on.
    `provisional`: a day that decided the date lies in a year whose holidays are not yet published.
    """

    at: datetime
    last_day: date
    period: Period
    start: datetime
    moved_from: date | None = None
    passed: tuple[Rest, ...] = ()
    provisional: bool = False


def deadline(start: datetime, period: Period, calendar: WorkingCalendar) -> Deadline:
    """The deadline of a `period` that starts at `start`.

    The day of `start` (in Asia/Shanghai; 24:00 belongs to the day that ends) is not counted; months end on
    the corresponding day or the month's last; an end on a rest day moves to the next working day. Hours run
    from instant to instant, never move and are never provisional. Raises ValueError when `start` has no time
    zone.
    """
    first_day = local_day(start)
    if period.unit is Unit.HOUR:
        at = start.astimezone(UTC) + timedelta(hours=period.amount)
        return Deadline(at=at, last_day=local_day(at), period=period, start=start)
    kept: _End | None = calendar.kept.get((first_day, period))
    if kept is None:
        if len(calendar.kept) >= _KEPT:
            calendar.kept.clear()
        kept = calendar.kept[first_day, period] = _end(first_day, period, calendar)
    return Deadline(kept.at, kept.last_day, period, start, kept.moved_from, kept.passed, kept.provisional)


class _End(NamedTuple):
    """What a deadline in days owes to the day of its start, whatever the hour."""

    at: datetime
    last_day: date
    moved_from: date | None
    passed: tuple[Rest, ...]
    provisional: bool


def _end(first_day: date, period: Period, calendar: WorkingCalendar) -> _End:
    nominal = _NOMINAL_END[period.unit](first_day, period.amount, calendar)
    last_day = calendar.next_working_day(nominal)
    # Counting working days looks at every day on the way; the other units only at the days they might end on.
    decisive = first_day + timedelta(days=1) if period.unit is Unit.WORKING_DAY else nominal
    return _End(
        at=end_of_day(last_day),
        last_day=last_day,
        moved_from=nominal if last_day != nominal else None,
        passed=Rest.within(decisive, last_day, calendar),
        provisional=calendar.is_provisional_between(decisive, last_day),
    )


def _working_days_on(day: date, amount: int, calendar: WorkingCalendar) -> date:
    return calendar.add_working_days(day, amount)


def _calendar_days_on(day: date, amount: int, _calendar: WorkingCalendar) -> date:
    return day + timedelta(days=amount)


def _months_on(day: date, amount: int, _calendar: WorkingCalendar) -> date:
    years, month = divmod(day.month - 1 + amount, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, gregorian.monthrange(year, month + 1)[1]))


_NOMINAL_END: dict[Unit, Callable[[date, int, WorkingCalendar], date]] = {
    Unit.WORKING_DAY: _working_days_on,
    Unit.CALENDAR_DAY: _calendar_days_on,
    Unit.MONTH: _months_on,
}
