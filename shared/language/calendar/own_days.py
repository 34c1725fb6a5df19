"""The days in force: the packaged table, and the notices that the file named by `YOUYUE_CALENDAR` adds."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from shared.language.calendar.day_table import ListedDay, read_day_table, standard_day_table
from shared.language.calendar.notice import FESTIVALS, festivals_of

SETTING = "YOUYUE_CALENDAR"
"""Names a day table of one's own, CSV with the columns of the packaged one; it need not be there yet."""


def days_in_force(file: str | None) -> tuple[ListedDay, ...]:
    """The packaged days, and over them those of the file that the setting names. Raises ValueError."""
    return overlaid(standard_day_table(), read_own_days(Path(file)) if file else ())


def read_own_days(file: Path) -> tuple[ListedDay, ...]:
    """The days of a file of notices; none when it is not there. Raises ValueError."""
    if not file.exists():
        return ()
    try:
        return read_day_table(file.read_text("utf-8-sig").splitlines())
    except (ValueError, OSError) as problem:
        raise ValueError(f"{SETTING}: {file}: {problem}") from problem


def overlaid(packaged: Iterable[ListedDay], own: Iterable[ListedDay]) -> tuple[ListedDay, ...]:
    """The packaged days with one's own, which win by day.

    A year of one's own that has every festival takes the place of the packaged one as a whole: a day of which
    its notice says nothing is what its weekday is.
    """
    own, of_year = tuple(own), defaultdict[int, list[ListedDay]](list)
    for day in own:
        of_year[day.date.year].append(day)
    whole = {year for year, days in of_year.items() if festivals_of(days).issuperset(FESTIVALS)}
    days: dict[date, ListedDay] = {day.date: day for day in packaged if day.date.year not in whole}
    days |= {day.date: day for day in own}
    return tuple(days[day] for day in sorted(days))
