"""The State Council's notice on the holidays of one year, checked as a whole: `Notice`.

How it was written down, as CSV or in the words of the notice, is read by `notice_csv` and `notice_text`.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from shared.language.calendar.day_table import SATURDAY, DayKind, ListedDay

BETWEEN_NAMES = "、"
"""Stands between the names of two holidays that have the same day."""
FESTIVALS = ("元旦", "春节", "清明节", "劳动节", "端午节", "中秋节", "国庆节")
"""The statutory ones (全国年节及纪念日放假办法); a notice arranges each of them."""
YEARS = range(1950, 2201)
"""Those that a notice may be about, and for which the calendar has an answer."""
"""Any other is a slip of the pen."""
_WEEKDAYS = "一二三四五六日"


class NoticeError(ValueError):
    """What is wrong, in Chinese: one sentence a line, each with the line of the file where there is one."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(self.problems))


@dataclass(frozen=True, slots=True)
class Entry:
    """One day that a notice arranges, and the line that says so."""

    line: int
    day: date
    kind: DayKind
    name: str
    source: str


@dataclass(frozen=True, slots=True)
class Notice:
    """The days of `year`, in order, and those of the December before that its New Year takes."""

    year: int
    days: tuple[ListedDay, ...]

    @classmethod
    def of(cls, year: int, entries: Iterable[Entry]) -> "Notice":
        """The notice made of these entries. Raises NoticeError with all that is wrong with them."""
        if year not in YEARS:
            raise NoticeError([f"{year}年太远，不会有放假安排。"])
        entries = sorted(entries, key=lambda entry: (entry.day, entry.line))
        problems = [*_wrong_days(year, entries), *_twice(entries), *_missing(year, entries)]
        if problems:
            raise NoticeError(problems)
        listed = (ListedDay(e.day, e.kind, e.name, e.source, provisional=False) for e in entries)
        return cls(year, tuple(listed))


def festivals_of(days: Iterable[Entry | ListedDay]) -> frozenset[str]:
    """The statutory holidays that days off are named after."""
    names = {name for day in days if day.kind is DayKind.HOLIDAY for name in day.name.split(BETWEEN_NAMES)}
    return frozenset(names).intersection(FESTIVALS)


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


def in_words(day: date) -> str:
    """`1月4日（周日）`, with the year: for sentences to people."""
    return f"{day.year}年{day.month}月{day.day}日（周{_WEEKDAYS[day.weekday()]}）"


def _wrong_days(year: int, entries: Iterable[Entry]) -> Iterator[str]:
    for entry in entries:
        if not date(year - 1, 12, 1) <= entry.day <= date(year, 12, 31):
            yield f"第{entry.line}行：{in_words(entry.day)}不属于{year}年的放假安排。"
        elif entry.kind is DayKind.MAKEUP_WORKDAY and entry.day.weekday() < SATURDAY:
            yield f"第{entry.line}行：{in_words(entry.day)}本来就上班，不能是调休上班日。"


def _twice(entries: list[Entry]) -> Iterator[str]:
    for one, other in pairwise(entries):
        if one.day == other.day:
            yield f"第{other.line}行：{in_words(other.day)}在第{one.line}行已经写过。"


def _missing(year: int, entries: Iterable[Entry]) -> Iterator[str]:
    there = festivals_of(entry for entry in entries if entry.day.year == year)
    if missing := [name for name in FESTIVALS if name not in there]:
        yield f"缺少{year}年的{BETWEEN_NAMES.join(missing)}：请给出全年的安排。"
