"""Holidays, weekends among them, and worked weekend days, with their source: `days.csv`.

Written by `scripts/build_day_table.py`; nothing here knows where the rows came from.
"""

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from importlib import resources

COLUMNS = ("date", "kind", "name", "source", "provisional")
SATURDAY = 5
"""What `date.weekday` says of the first day of a weekend."""
_FLAGS = {"true": True, "false": False}


class DayKind(StrEnum):
    """What a listed day is instead of what its weekday says."""

    HOLIDAY = "holiday"
    MAKEUP_WORKDAY = "makeup_workday"


@dataclass(frozen=True, slots=True)
class ListedDay:
    """One row: a day of a holiday, be it a weekday or not, or a Saturday or Sunday that is worked (调休).

    `name` is the holiday in Chinese (for a make-up workday the holiday it makes up for); `provisional` means
    the State Council's notice for that year was not out when the row was made.
    """

    date: date
    kind: DayKind
    name: str
    source: str
    provisional: bool


def read_day_table(lines: Iterable[str]) -> tuple[ListedDay, ...]:
    """Read a day table in CSV. Raises ValueError naming the row that is wrong, unsorted or listed twice."""
    reader = csv.DictReader(lines)
    if tuple(reader.fieldnames or ()) != COLUMNS:
        raise ValueError(f"a day table has the columns {', '.join(COLUMNS)}")
    days: list[ListedDay] = []
    for row in reader:
        try:
            day = _listed_day(row)
        except (KeyError, ValueError) as problem:
            raise ValueError(f"day table, line {reader.line_num}: {problem}") from problem
        if days and day.date <= days[-1].date:
            raise ValueError(f"day table, line {reader.line_num}: {day.date} is not after {days[-1].date}")
        days.append(day)
    return tuple(days)


def standard_day_table() -> tuple[ListedDay, ...]:
    """The table that comes with the platform, 2010 to 2050; what is not published yet is marked so."""
    text = resources.files(__package__).joinpath("days.csv").read_text(encoding="utf-8")
    return read_day_table(text.splitlines())


def _listed_day(row: dict[str, str]) -> ListedDay:
    day = ListedDay(
        date=date.fromisoformat(row["date"]),
        kind=DayKind(row["kind"]),
        name=row["name"],
        source=row["source"],
        provisional=_FLAGS[row["provisional"]],
    )
    if day.kind is DayKind.MAKEUP_WORKDAY and day.date.weekday() < SATURDAY:
        raise ValueError(f"{day.date} is a {day.date:%A} and cannot be listed as {day.kind}")
    return day
