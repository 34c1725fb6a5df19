"""``youyue calendar``: which days are worked, and the State Council's notice of a year, checked and taken."""

import csv
import io
import os
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from shared.language.calendar import DayKind, ListedDay, WorkingCalendar, local_day, standard_day_table
from shared.language.calendar.day_table import COLUMNS
from shared.language.calendar.notice import Notice, NoticeError, in_words
from shared.language.calendar.notice_csv import COLUMNS as NOTICE_COLUMNS
from shared.language.calendar.notice_csv import read_notice_csv
from shared.language.calendar.notice_text import read_notice_text
from shared.language.calendar.own_days import SETTING, overlaid, read_own_days

calendar = typer.Typer(no_args_is_help=True, help="工作日历与放假安排。Working days, and a year's notice.")
_LARGEST = 1_000_000
"""Bytes of a notice; a real one has some thousand."""
_KINDS = {DayKind.HOLIDAY: "放假", DayKind.MAKEUP_WORKDAY: "上班"}

NoticeFile = Annotated[
    Path, typer.Argument(help=f"CSV（{','.join(NOTICE_COLUMNS)}）或通知原文 CSV, or the notice's own words")
]
Year = Annotated[
    int | None,
    typer.Option(min=1950, max=2200, help="原文没有标题时：哪一年 the year, where the text has no title"),
]


@calendar.command()
def show(
    year: Annotated[
        int | None, typer.Argument(min=1950, max=2200, help="哪一年 the year; default: this")
    ] = None,
) -> None:
    """列出一年的放假和调休上班。The days of a year that differ, with their source."""
    year = year or local_day(datetime.now(UTC)).year
    in_force = _calendar(_own_days())
    days = [day for on, day in sorted(in_force.listed.items()) if on.year == year]
    for day in days:
        typer.echo(f"{in_words(day.date)}  {_KINDS[day.kind]}  {day.name}  {day.source}")
    if not days:
        typer.echo(f"{year}年不在日历表中。The table has nothing on {year}.")
    if in_force.is_provisional(date(year, 1, 1)):
        typer.echo(f"{year}年放假安排尚未公布，以上为推算，暂定。Not yet published: computed, may change.")


@calendar.command()
def check(file: NoticeFile, year: Year = None) -> None:
    """检查放假安排，列出会变的日子，不写。Check a notice and list the days that it changes; write nothing."""
    _compare(_read(file, year), _own_days())


@calendar.command(name="import")
def import_(
    file: NoticeFile,
    year: Year = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只列出会变的日子 only list the changes")
    ] = False,
) -> None:
    """采用放假安排，写入 YOUYUE_CALENDAR 所指的文件。Take a notice into the file of that setting."""
    own = os.environ.get(SETTING)
    if not own:
        _stop(f"请先设置 {SETTING}：保存放假安排的文件。Set {SETTING}: the file that keeps the notices.")
    before = _own_days()
    after = _compare(_read(file, year), before)
    if dry_run or after == before:
        return
    try:
        _write(Path(own), after)
    except OSError as error:
        _stop(f"写不了文件 {own}。The file cannot be written: {error.strerror}")
    typer.echo(f"已写入 {own}；请重新启动各服务。Written; restart the services.")


def _own_days() -> tuple[ListedDay, ...]:
    try:
        return read_own_days(Path(own)) if (own := os.environ.get(SETTING)) else ()
    except ValueError as problem:
        _stop(f"{SETTING} 所指的文件不对。The file is not right: {problem}")


def _calendar(own: tuple[ListedDay, ...]) -> WorkingCalendar:
    return WorkingCalendar.from_table(overlaid(standard_day_table(), own))


def _read(file: Path, year: int | None) -> Notice:
    try:
        text = _decoded(file)
        table = text.lstrip().startswith(NOTICE_COLUMNS[0]) or file.suffix.lower() == ".csv"
        lines = text.splitlines()
        notice = read_notice_csv(lines) if table else read_notice_text(lines, year)
    except NoticeError as error:
        _stop(str(error))
    if year not in (None, notice.year):
        _stop(f"文件是{notice.year}年的安排，不是{year}年。The file is about {notice.year}, not {year}.")
    return notice


def _decoded(file: Path) -> str:
    """The file's text, in UTF-8 or as offices' programs write it, in GB18030."""
    try:
        with file.open("rb") as opened:
            content = opened.read(_LARGEST + 1)
    except OSError as error:
        _stop(f"读不到文件 {file}。The file cannot be read: {error.strerror}")
    if len(content) > _LARGEST:
        _stop(f"文件 {file} 太大。The file is too large.")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    _stop(f"文件 {file} 不是文本。The file is no text.")


def _compare(notice: Notice, own: tuple[ListedDay, ...]) -> tuple[ListedDay, ...]:
    """One's own days with the notice, after saying what it changes."""
    kept = {day.date: day for day in own if day.date.year != notice.year}
    after = tuple(sorted((kept | {day.date: day for day in notice.days}).values(), key=lambda day: day.date))
    old, new = _calendar(own), _calendar(after)
    changes = list(_changes(notice.year, old, new))
    for change in changes:
        typer.echo(change)
    if old.is_provisional(date(notice.year, 1, 1)):
        typer.echo(f"{notice.year}年不再是暂定。{notice.year} is no longer provisional.")
    elif not changes:
        typer.echo(f"{notice.year}年没有变化。Nothing changes in {notice.year}.")
    return after


def _changes(year: int, old: WorkingCalendar, new: WorkingCalendar) -> Iterator[str]:
    day = date(year - 1, 12, 1)
    while day.year <= year:
        before, after = _said(day, old), _said(day, new)
        if before != after:
            yield f"{in_words(day)}：{before} → {after}"
        day += timedelta(days=1)


def _said(day: date, known: WorkingCalendar) -> str:
    name = known.holiday_name(day)
    return "上班" if known.is_working_day(day) else name + "放假" if name else "周末"


def _write(file: Path, days: tuple[ListedDay, ...]) -> None:
    """Whole or not at all: services may be reading it."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows((d.date, d.kind, d.name, d.source, str(d.provisional).lower()) for d in days)
    beside = file.with_name(f".{file.name}.new")
    beside.write_text(text.getvalue(), encoding="utf-8")
    beside.replace(file)


def _stop(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(1)
