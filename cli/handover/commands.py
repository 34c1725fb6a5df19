"""``youyue handover``: everything that is open, for whoever begins a term."""

import asyncio
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from cli.days import day_option
from cli.handover.composing import Entry, compose
from cli.handover.material import now_there, read
from cli.handover.page import page
from cli.handover.posts import Charge, charges
from cli.moving import townships
from cli.reading import UNUSABLE, reading_the_database
from cli.shown import json_shown, shown
from cli.writing import writing_to
from shared.language.calendar import local_day
from shared.language.contracts.directory import TownshipSnapshot
from shared.language.contracts.envelope import Role
from shared.language.directory.naming import Names


class HandedOver(StrEnum):
    """The roles by which posts may be asked for: those of ``posts.ROLES``."""

    HEAD = Role.HEAD.value
    LEADER = Role.LEADER.value
    DEPARTMENT_HEAD = Role.DEPARTMENT_HEAD.value
    DEPUTY = Role.DEPUTY.value


def handover(
    township: Annotated[str, typer.Argument(help="九位区划代码 nine-digit code")],
    person: Annotated[str | None, typer.Option(help="谁接任，例如 head-2 who begins, e.g. head-2")] = None,
    role: Annotated[
        HandedOver | None, typer.Option(help="哪种职务，缺省为乡镇长 which posts; default: head")
    ] = None,
    on: Annotated[
        datetime | None,
        day_option("哪一天交接，缺省为今天 default: today"),
    ] = None,
    out: Annotated[Path | None, typer.Option(help="写到哪个文件（.md） the file to write")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON as JSON")] = False,
    english: Annotated[bool, typer.Option("--english", help="英文 in English")] = False,
) -> None:
    """换届交接：新任者名下所有未了之事，含前任的承诺。What is open for whoever begins a term."""
    with reading_the_database():
        there = asyncio.run(townships((township,))).get(township)
        if there is None:
            _stop(f"没有乡镇 {shown(township)}。There is no such township.")
        day = on.date() if on else local_day(asyncio.run(now_there()))
        meant = Role(role) if role else None if person else Role.HEAD
        found = charges(there, day, person, meant)
        if not found:
            _stop(
                f"{day} 及以后没有这样的任职。"
                f"Nobody holds such a post on {day} or later: {shown(person or '-')}, {meant or '-'}."
            )
        material = asyncio.run(read(township, {code for charge in found for code in charge.villages}))
    lists = [(charge, compose(charge, material)) for charge in found]
    said = _json(lists) if as_json else _page(lists, there, "en" if english else "zh_CN")
    if out is None:
        typer.echo(said)
        return
    with writing_to(out):
        out.write_text(f"{said}\n", encoding="utf-8")
    typer.echo(f"已写入 {shown(out)}。Written.")


Lists = list[tuple[Charge, Mapping[str, tuple[Entry, ...]]]]


def _page(lists: Lists, there: TownshipSnapshot, locale: str) -> str:
    names = Names.of(there)
    return "\n\n".join("\n".join(page(charge, sections, names, locale)) for charge, sections in lists)


def _json(lists: Lists) -> str:
    return json_shown([_plain(charge, sections) for charge, sections in lists], indent=2)


def _plain(charge: Charge, sections: Mapping[str, tuple[Entry, ...]]) -> Any:
    return _simple(
        {
            "township": charge.township,
            "day": charge.day,
            "person_id": charge.person_id,
            "role": charge.role,
            "since": charge.since,
            "seats": sorted(charge.seats),
            "holders": [asdict(holder) for holder in charge.holders],
            "counts": {name: len(entries) for name, entries in sections.items()},
            **{name: [asdict(entry) for entry in entries] for name, entries in sections.items()},
        }
    )


def _simple(value: Any) -> Any:
    """As JSON has it: days as text."""
    if isinstance(value, Mapping):
        return {name: _simple(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_simple(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _stop(problem: str) -> NoReturn:
    typer.echo(problem, err=True)
    raise typer.Exit(UNUSABLE)
