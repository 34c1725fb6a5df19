"""A year's notice as a table: the columns day, kind (holiday or workday), name, source."""

import csv
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date

from shared.language.calendar.day_table import DayKind
from shared.language.calendar.notice import Entry, Notice, NoticeError

COLUMNS = ("day", "kind", "name", "source")
KINDS = {
    "holiday": DayKind.HOLIDAY,
    "放假": DayKind.HOLIDAY,
    "workday": DayKind.MAKEUP_WORKDAY,
    "上班": DayKind.MAKEUP_WORKDAY,
}


def read_notice_csv(lines: Iterable[str]) -> Notice:
    """The notice in this table; its year is the one that most days are in.

    Raises NoticeError with everything that is wrong, by line.
    """
    try:
        return _read(csv.DictReader(lines))
    except csv.Error as error:
        raise NoticeError([f"不是CSV表格：{error}。"]) from error


def _read(reader: "csv.DictReader[str]") -> Notice:
    if tuple(name.strip() for name in reader.fieldnames or ()) != COLUMNS:
        raise NoticeError([f"第1行：列应为{'、'.join(COLUMNS)}。"])
    reader.fieldnames = COLUMNS
    entries: list[Entry] = []
    problems: list[str] = []
    for row in reader:
        found = _entry(reader.line_num, row)
        if isinstance(found, Entry):
            entries.append(found)
        else:
            problems.append(f"第{reader.line_num}行：{found}")
    if not entries:
        raise NoticeError([*problems, "没有读到任何一天。"])
    year, _ = Counter(entry.day.year for entry in entries).most_common(1)[0]
    try:
        notice = Notice.of(year, entries)
    except NoticeError as error:
        raise NoticeError([*problems, *error.problems]) from None
    if problems:
        raise NoticeError(problems)
    return notice


def _entry(line: int, row: Mapping[str | None, object]) -> Entry | str:
    """The row, or what is wrong with it."""
    day, kind, name, source = (str(row[column] or "").strip() for column in COLUMNS)
    if None in row:
        return "多出了一列。"
    try:
        on = date.fromisoformat(day)
    except ValueError:
        return f"“{day}”不是日期，请写成2027-01-01。"
    if kind not in KINDS:
        return f"“{kind}”应为holiday（放假）或workday（上班）。"
    if not name or not source:
        return "没有写明节日名称或来源。"
    return Entry(line, on, KINDS[kind], name, source)
