"""Rest days in a row, as people speak of them: "2月15日至2月23日春节", "a Sunday"."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from shared.language.calendar.working_calendar import WorkingCalendar


@dataclass(frozen=True, slots=True)
class Rest:
    """Days from `first` to `last`, both included, on which nobody works, all for the same reason.

    `name` is the holiday in Chinese, None for a plain weekend.
    """

    first: date
    last: date
    name: str | None

    @classmethod
    def within(cls, first: date, last: date, calendar: WorkingCalendar) -> "tuple[Rest, ...]":
        """The rest days from `first` to `last`, both included, in order; none when `last` is earlier."""
        return tuple(_rests(first, last, calendar))


def _rests(first: date, last: date, calendar: WorkingCalendar) -> Iterator[Rest]:
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))

    def reason(day: date) -> tuple[bool, str | None]:
        return calendar.is_working_day(day), calendar.holiday_name(day)

    for (worked, name), run in groupby(days, reason):
        if not worked:
            together = tuple(run)
            yield Rest(together[0], together[-1], name)
