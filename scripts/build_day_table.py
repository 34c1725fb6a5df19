"""Write shared/language/calendar/days.csv from the libraries `chinesecalendar` and `holidays`, or check it.

    python scripts/build_day_table.py            # write
    python scripts/build_day_table.py --check    # exit 1 with the rows that differ from what they say

`chinesecalendar` covers the years whose notice by the State Council is out and raises for others; where both
know a year they must agree on every day. A year that only `holidays` knows is provisional: it has no make-up
workdays yet, and its festivals of the moon must be where `lunardate` has them.

Listed are all days of a holiday, those on weekends too (so that a deadline can be explained with them), and
the weekend days that are worked.
"""

import argparse
import csv
import difflib
import io
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import chinese_calendar
import holidays
from lunardate import LunarDate

from shared.language.calendar.day_table import COLUMNS, SATURDAY, DayKind

YEARS = range(2010, 2051)
TABLE = Path(__file__).resolve().parent.parent / "shared" / "language" / "calendar" / "days.csv"

# Statutory names (全国年节及纪念日放假办法) for the short or descriptive ones of the libraries.
NAMES = {
    "清明": "清明节",
    "端午": "端午节",
    "中秋": "中秋节",
    "农历除夕": "春节",
    "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日": "抗战胜利70周年纪念日",
}

# Month and day of the moon's calendar (全国年节及纪念日放假办法).
LUNAR = {(1, 1): "春节", (1, 2): "春节", (1, 3): "春节", (5, 5): "端午节", (8, 15): "中秋节"}

Row = tuple[str, str, str, str, str]


def build_rows() -> Iterator[Row]:
    """Every day of YEARS that is part of a holiday or works against its weekday. Raises ValueError where the
    libraries disagree."""
    calendar = holidays.country_holidays("CN", years=range(YEARS.start, YEARS.stop + 1), language="zh_CN")
    for year in YEARS:
        yield from _announced(year, calendar) if _is_announced(year) else _computed(year, calendar)


def _announced(year: int, calendar: holidays.HolidayBase) -> Iterator[Row]:
    for day in _days_of(year):
        working = calendar.is_working_day(day)
        if working != chinese_calendar.is_workday(day):
            raise ValueError(f"chinesecalendar and holidays disagree on {day}")
        weekday = day.weekday() < SATURDAY
        if working != weekday or day in chinese_calendar.holidays:
            kind = DayKind.MAKEUP_WORKDAY if working else DayKind.HOLIDAY
            yield _row(day, kind, _announced_name(day), "chinesecalendar+holidays", provisional=False)


def _computed(year: int, calendar: holidays.HolidayBase) -> Iterator[Row]:
    for day in _days_of(year):
        lunar = LunarDate.from_solar_date(day.year, day.month, day.day)
        expected = None if lunar.isLeapMonth else LUNAR.get((lunar.month, lunar.day))
        names = [_statutory(name) for name in calendar.get_list(day)]
        if expected and expected not in names:
            raise ValueError(f"lunardate has {expected} on {day}, holidays does not")
        if names:
            source = "holidays+lunardate" if expected else "holidays"
            yield _row(day, DayKind.HOLIDAY, "、".join(dict.fromkeys(names)), source, provisional=True)


def _row(day: date, kind: DayKind, name: str, source: str, *, provisional: bool) -> Row:
    return str(day), str(kind), name, source, str(provisional).lower()


def _statutory(name: str) -> str:
    plain = name.removesuffix("（补假）")
    return NAMES.get(plain, plain)


def _is_announced(year: int) -> bool:
    try:
        chinese_calendar.is_workday(date(year, 1, 1))
    except NotImplementedError:
        return False
    return True


def _announced_name(day: date) -> str:
    english = chinese_calendar.workdays.get(day) or chinese_calendar.holidays[day]
    return _statutory(str(chinese_calendar.Holiday(english).chinese))


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)


def as_csv(rows: Iterator[Row]) -> str:
    """The text of the table."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return text.getvalue()


def main() -> int:
    """Write the table, or with --check compare it; the exit code is 1 when they differ."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--check", action="store_true", help="compare only, write nothing")
    wanted = as_csv(build_rows())
    if not parser.parse_args().check:
        TABLE.write_text(wanted, encoding="utf-8")
        return 0
    found = TABLE.read_text(encoding="utf-8")
    sys.stdout.writelines(
        difflib.unified_diff(
            found.splitlines(keepends=True), wanted.splitlines(keepends=True), "days.csv", "libraries", n=0
        )
    )
    return int(found != wanted)


if __name__ == "__main__":
    sys.exit(main())
