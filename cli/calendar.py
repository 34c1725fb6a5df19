"""``youyue calendar``: which days are worked, and the State Council's notice of a year, checked and taken."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn

import typer

from cli.clock import today_there
from cli.moving import moves, say, townships
from cli.reading import UNUSABLE, reading_the_database
from cli.send import ask_once, envelope_from, who_acts
from cli.shown import Json, json_line, shown
from cli.wire import CONSOLE_URL, BrokerUrl, ConsoleUrl
from shared.kernel.messages.envelope import Actor
from shared.language.behaviour import law_of
from shared.language.calendar import DayKind, WorkingCalendar, local_day
from shared.language.calendar.notice import YEARS, Notice, NoticeError, in_words
from shared.language.calendar.notice_csv import COLUMNS as NOTICE_COLUMNS
from shared.language.calendar.notice_csv import read_notice_csv
from shared.language.calendar.notice_text import read_notice_text
from shared.language.contracts.deadlines import CALENDAR
from shared.language.contracts.directory import CalendarNotice, NoticeDay, TakeNotice, TownshipSnapshot
from shared.language.directory.changing import with_notice
from shared.language.directory.holidays import calendar_of

calendar = typer.Typer(no_args_is_help=True, help="工作日历与放假安排。Working days, and a year's notice.")
_LARGEST = 1_000_000
"""Bytes of a notice; a real one has some thousand."""
_NAMES: dict[DayKind, Literal["holiday", "makeup_workday"]] = {
    DayKind.HOLIDAY: "holiday",
    DayKind.MAKEUP_WORKDAY: "makeup_workday",
}
_KINDS = {DayKind.HOLIDAY: "放假", DayKind.MAKEUP_WORKDAY: "上班"}

NoticeFile = Annotated[
    Path, typer.Argument(help=f"CSV（{','.join(NOTICE_COLUMNS)}）或通知原文 CSV, or the notice's own words")
]
Year = Annotated[
    int | None,
    typer.Option(
        min=YEARS[0], max=YEARS[-1], help="原文没有标题时：哪一年 the year, where the text has no title"
    ),
]


@calendar.command()
def show(
    year: Annotated[
        int | None, typer.Argument(min=YEARS[0], max=YEARS[-1], help="哪一年 the year; default: this")
    ] = None,
    township: Annotated[
        str | None, typer.Option(help="九位区划代码：按它采用的安排 nine-digit code: with what it has taken")
    ] = None,
    as_json: Json = False,
) -> None:
    """一年的放假和调休上班：自带的，或一个乡镇的。
    The days of a year that differ: packaged, or a township's."""
    # The packaged table needs no platform.
    year = year or (today_there() if township else local_day(datetime.now(UTC))).year
    packaged = WorkingCalendar.standard()
    if township:
        with reading_the_database():
            found = asyncio.run(townships((township,)))
        if township not in found:
            _stop(f"没有乡镇 {shown(township)}。There is no such township.")
        taken = next((one for one in found[township].notices if one.year == year), None)
        packaged = calendar_of(found[township].notices)
        said = (
            f"{township} 已采用{year}年的放假安排：{shown(taken.source)}。It has taken this year's notice."
            if taken
            else f"{township} 没有采用{year}年的放假安排，按自带的日历表。It has taken no notice of {year}."
        )
        if not as_json:
            typer.echo(said)
    days = [day for on, day in sorted(packaged.listed.items()) if on.year == year]
    if as_json:
        for day in days:
            typer.echo(json_line(day))
        return
    for day in days:
        typer.echo(f"{in_words(day.date)}  {_KINDS[day.kind]}  {day.name}  {day.source}")
    if not days:
        typer.echo(f"{year}年不在日历表中。The table has nothing on {year}.")
    if packaged.is_provisional(date(year, 1, 1)):
        typer.echo(f"{year}年放假安排尚未公布，以上为推算，暂定。Not yet published: computed, may change.")


@calendar.command()
def check(file: NoticeFile, year: Year = None) -> None:
    """检查放假安排，列出会变的日子，不写。Check a notice and list the days that it changes; write nothing."""
    notice = _taken(_read(file, year))
    _compare(notice.year, WorkingCalendar.standard(), calendar_of((notice,)))


@calendar.command(name="import")
def import_(
    file: NoticeFile,
    year: Year = None,
    township: Annotated[
        list[str] | None, typer.Option(help="九位区划代码；缺省为全部 nine-digit codes; default: all")
    ] = None,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="只列出会变的日子和期限 only say what would change")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不再询问 do not ask")] = False,
    actor: Annotated[str, typer.Option(help="谁 who: id:role")] = "operator-1:operator",
    broker_url: BrokerUrl = None,
    console_url: ConsoleUrl = CONSOLE_URL,
) -> None:
    """乡镇采用放假安排，未到期的期限重新计算。Townships take a notice; open deadlines are counted anew."""
    who = who_acts(actor)
    notice = _taken(_read(file, year))
    with reading_the_database():
        there = asyncio.run(townships(tuple(township or ())))
    if missing := sorted(set(township or ()) - there.keys()):
        _stop(f"没有乡镇 {shown(', '.join(missing))}。There is no such township.")
    new = [one for one in there.values() if notice not in one.notices]
    for one in new:
        _preview(one, notice)
    if not new:
        typer.echo(f"{notice.year}年没有变化。Nothing changes in {notice.year}.")
    if dry_run or not new:
        return
    if not yes:
        typer.confirm(f"由 {len(new)} 个乡镇采用？ Let {len(new)} townships take it?", abort=True)
    for one in new:
        _take(one.township_id, notice, who, broker_url, console_url)


def _preview(township: TownshipSnapshot, notice: CalendarNotice) -> None:
    typer.echo(f"{township.township_id} {shown(township.profile.name)}")
    after = law_of(with_notice(township, notice))
    _compare(notice.year, calendar_of(township.notices), after.calendar)
    with reading_the_database():
        say(asyncio.run(moves(township.township_id, after, CALENDAR)))


def _take(
    township: str, notice: CalendarNotice, who: Actor, broker_url: str | None, console_url: str
) -> None:
    data = {"notice": notice.model_dump(mode="json")}
    envelope = envelope_from(TakeNotice.type, data, who, lambda: township)
    answer = ask_once(envelope, broker_url, console_url)
    said: Any = answer.data
    if answer.type.endswith(".command.refused.v1"):
        _stop(f"{township}：{shown(said['reason']['zh'], lines=True)}")
    typer.echo(f"{township} 已采用。Taken.")


def _taken(notice: Notice) -> CalendarNotice:
    """The notice as a township takes it."""
    days = (NoticeDay(day=day.date, kind=_NAMES[day.kind], name=day.name) for day in notice.days)
    return CalendarNotice(year=notice.year, source=notice.days[0].source, days=tuple(days))


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
        _stop(f"读不到文件 {file}。The file cannot be read: {error.strerror}", UNUSABLE)
    if len(content) > _LARGEST:
        _stop(f"文件 {file} 太大。The file is too large.")
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    _stop(f"文件 {file} 不是文本。The file is no text.")


def _compare(year: int, old: WorkingCalendar, new: WorkingCalendar) -> None:
    """Say which days change."""
    changes = list(_changes(year, old, new))
    for change in changes:
        typer.echo(change)
    if old.is_provisional(date(year, 1, 1)):
        typer.echo(f"{year}年不再是暂定。{year} is no longer provisional.")
    elif not changes:
        typer.echo(f"{year}年没有变化。Nothing changes in {year}.")


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


def _stop(problem: str, code: int = 1) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(code)
