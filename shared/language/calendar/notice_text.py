"""A year's notice in its own words: "元旦：1月1日（周四）至3日（周六）放假调休，共3天。"."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from shared.language.calendar.day_table import DayKind
from shared.language.calendar.notice import BETWEEN_NAMES, FESTIVALS, Entry, Notice, NoticeError, in_words

_TITLE = re.compile(r"(\d{4})年部分节假日安排")
_ARRANGED = re.compile(r"^(?:[一二三四五六七八九十]+、)?([^:、]+(?:[、和][^:、]+)*):(.+)$")
_SAYS_DAYS = re.compile(r"\d日.*(?:放假|上班)")
_KINDS = {"放假": DayKind.HOLIDAY, "上班": DayKind.MAKEUP_WORKDAY}
_CLAUSE = re.compile(r"^(.*?)(放假|上班)(.*)$")
_DATE = r"(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日(?:\(([^)]*)\))?"
_SPAN = re.compile(rf"{_DATE}(?:[至到~—-]+{_DATE})?")
_BETWEEN = re.compile(r"[、,和及与 ]*")
_COUNT = re.compile(r"(\d+)天")
_WEEKDAY = re.compile(r"(?:周|星期)([一二三四五六日天])")
_SHORT = {name.removesuffix("节"): name for name in FESTIVALS}


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    year: int
    name: str
    source: str


def read_notice_text(lines: Iterable[str], year: int | None = None) -> Notice:
    """The notice in these lines, one festival a line; other lines are passed over.

    `year` is read from the title of the notice where it is not given. Raises NoticeError with everything that
    is wrong, by line.
    """
    normal = [unicodedata.normalize("NFKC", line).strip() for line in lines]
    titled = next((int(match[1]) for line in normal if (match := _TITLE.search(line))), None)
    if (of := year or titled) is None:
        raise NoticeError(["不知道是哪一年的安排：请保留通知的标题，或写明年份。"])
    source = f"国务院办公厅关于{of}年部分节假日安排的通知"
    entries: list[Entry] = []
    problems: list[str] = []
    for number, text in enumerate(normal, 1):
        try:
            entries.extend(_entries(number, text, of, source))
        except ValueError as problem:
            problems.append(f"第{number}行：{problem}")
    if problems:
        raise NoticeError(problems)
    return Notice.of(of, entries)


def _entries(number: int, text: str, year: int, source: str) -> Iterator[Entry]:
    arranged = _ARRANGED.match(text)
    if arranged is None or not _SAYS_DAYS.search(text):
        if _SAYS_DAYS.search(text):
            raise ValueError("看不出是哪个节日，请写成“元旦：1月1日放假”。")
        return
    names = [_SHORT.get(name.strip(), name.strip()) for name in re.split("[、和]", arranged[1])]
    if unknown := [name for name in names if name not in FESTIVALS]:
        raise ValueError(f"没有“{BETWEEN_NAMES.join(unknown)}”这个节日。")
    line = _Line(number, year, BETWEEN_NAMES.join(names), source)
    for sentence in re.split("[。;]", arranged[2]):
        if clause := _CLAUSE.match(sentence):
            yield from _clause(line, clause[1], _KINDS[clause[2]], clause[3])


def _clause(line: _Line, said: str, kind: DayKind, rest: str) -> Iterator[Entry]:
    """The days of one sentence; their number is compared with the one that it names."""
    days = list(_days(line.year, said))
    count = _COUNT.search(rest)
    if count and int(count[1]) != len(days):
        raise ValueError(f"写的是{count[1]}天，所列日期却有{len(days)}天。")
    for day in days:
        yield Entry(line.number, day, kind, line.name, line.source)


def _days(year: int, said: str) -> Iterator[date]:
    month, end = None, 0
    for span in _SPAN.finditer(said):
        if not _BETWEEN.fullmatch(said[end : span.start()]):
            raise ValueError(f"看不懂“{said[end : span.start()]}”。")
        end = span.end()
        first = _date(span.groups()[:4], year, month)
        last = _date(span.groups()[4:], first.year, first.month) if span[7] else first
        month = last.month
        if last < first:
            raise ValueError(f"{in_words(last)}早于{in_words(first)}。")
        for offset in range((last - first).days + 1):
            yield first + timedelta(days=offset)
    if end == 0 or not _BETWEEN.fullmatch(said[end:]):
        raise ValueError(f"看不懂“{said[end:]}”。")


def _date(parts: tuple[str | None, ...], year: int, month: int | None) -> date:
    """The date of year, month, day and what stands in brackets, whose weekday must be right."""
    its_year, its_month, day, note = parts
    if its_month is None and month is None:
        raise ValueError(f"“{day}日”没有写明月份。")
    on = (int(its_year or year), int(its_month or month or 0), int(day or 0))
    try:
        found = date(*on)
    except ValueError:
        raise ValueError(f"没有{on[0]}年{on[1]}月{on[2]}日这一天。") from None
    weekday = _WEEKDAY.search(note or "")
    if weekday and "一二三四五六日".index(weekday[1].replace("天", "日")) != found.weekday():
        raise ValueError(f"{found.month}月{found.day}日不是周{weekday[1]}，应为{in_words(found)}。")
    return found
