"""The working days by which a township counts: the platform's own table, and the notices it has taken."""

from functools import cache

from shared.language.calendar import DayKind, ListedDay, WorkingCalendar, standard_day_table
from shared.language.calendar.notice import overlaid
from shared.language.contracts.directory import CalendarNotice


@cache
def calendar_of(notices: tuple[CalendarNotice, ...]) -> WorkingCalendar:
    """The calendar with these notices; a year's notice takes the place of what was thought of that year."""
    if not notices:
        return WorkingCalendar.standard()
    own = (
        ListedDay(day.day, DayKind(day.kind), day.name, notice.source, provisional=False)
        for notice in notices
        for day in notice.days
    )
    return WorkingCalendar.from_table(overlaid(standard_day_table(), sorted(own, key=lambda day: day.date)))
