"""Which days are worked in China: plain weeks, corrected by the State Council's yearly notice (调休)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from types import MappingProxyType
from typing import Any

from shared.language.calendar.day_table import SATURDAY, DayKind, ListedDay, standard_day_table

_ONE_DAY = timedelta(days=1)

# Statutory holidays with a date in the solar calendar (全国年节及纪念日放假办法, as revised for 2025): all
# that is said of a year outside the table. Those that follow the moon or the solar terms are left out.
_FIXED_HOLIDAYS = {
    (1, 1): "元旦",
    (5, 1): "劳动节",
    (5, 2): "劳动节",
    (10, 1): "国庆节",
    (10, 2): "国庆节",
    (10, 3): "国庆节",
}


@dataclass(frozen=True, slots=True)
class WorkingCalendar:
    """The working days, from a day table. Pass it as an argument; a newer notice makes a new calendar.

    A year that the table does not know, or knows only provisionally, is provisional as a whole: its answers
    are the best there are today and may change. Asking about it is never an error.
    """

    listed: Mapping[date, ListedDay]
    known_years: frozenset[int]
    kept: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)
    """What was counted by it before, for who counts the same again all day (``deadline``)."""

    @classmethod
    def from_table(cls, days: Iterable[ListedDay]) -> "WorkingCalendar":
        """The calendar of a day table. A year is known when it has rows and none of them is provisional."""
        listed = {day.date: day for day in days}
        provisional_years = {day.date.year for day in listed.values() if day.provisional}
        known_years = frozenset(day.year for day in listed) - provisional_years
        return cls(MappingProxyType(listed), known_years)

    @classmethod
    def standard(cls) -> "WorkingCalendar":
        """The calendar of the packaged table; `shared.language.directory.holidays` has a township's own."""
        return _standard()

    def is_working_day(self, day: date) -> bool:
        """Whether people work on `day`."""
        entry = self.listed.get(day)
        if entry is not None:
            return entry.kind is DayKind.MAKEUP_WORKDAY
        return day.weekday() < SATURDAY and self.holiday_name(day) is None

    def is_provisional(self, day: date) -> bool:
        """Whether the State Council's notice for the year of `day` is still missing."""
        return day.year not in self.known_years

    def is_provisional_between(self, first: date, last: date) -> bool:
        """Whether a day from `first` to `last`, both included, in either order, is provisional."""
        years = range(min(first, last).year, max(first, last).year + 1)
        return any(year not in self.known_years for year in years)

    def holiday_name(self, day: date) -> str | None:
        """The holiday, in Chinese, of which `day` is a part, be it a weekday or a weekend's.

        None for working days and plain weekends.
        """
        entry = self.listed.get(day)
        if entry is not None:
            return entry.name if entry.kind is DayKind.HOLIDAY else None
        if self.is_provisional(day):
            return _FIXED_HOLIDAYS.get((day.month, day.day))
        return None

    def next_working_day(self, day: date) -> date:
        """`day` itself when it is worked, otherwise the first working day after it."""
        return day if self.is_working_day(day) else self.add_working_days(day, 1)

    def add_working_days(self, day: date, n: int) -> date:
        """The n-th working day after `day`, or before it for a negative n; `day` itself is not counted.

        So "5 working days before" 2026-09-22 is `add_working_days(date(2026, 9, 22), -5)` = 2026-09-16,
        counting 21, 20 (a worked Sunday), 18, 17, 16. With n = 0 it is `day`, worked or not.
        """
        step = _ONE_DAY if n > 0 else -_ONE_DAY
        left = abs(n)
        while left:
            day += step
            left -= self.is_working_day(day)
        return day

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie after `start` up to and including `end`; negative when `end` is earlier.

        Counted in either direction without `start` and with `end`, so that it undoes `add_working_days`.
        """
        step = 1 if end >= start else -1
        return step * sum(self.is_working_day(day) for day in _days_after(start, end, step))


@cache
def _standard() -> WorkingCalendar:
    return WorkingCalendar.from_table(standard_day_table())


def _days_after(start: date, end: date, step: int) -> Iterator[date]:
    for offset in range(step, (end - start).days + step, step):
        yield start + timedelta(days=offset)
