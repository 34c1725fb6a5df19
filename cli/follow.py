"""``youyue follow``: one submission's way through the six stages, the newest step first."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.padding import Padding
from rich.pager import SystemPager
from rich.text import Text

from cli.backends import open_database
from cli.clock import platform_now
from cli.reading import reading_the_database
from cli.servers import database_of
from cli.shown import Json, json_line, shown
from cli.townships import copies
from services.console.laws import names_by
from services.console.queries import trace
from services.console.views.trace import Trace
from shared.kernel.settings.settings import settings_for
from shared.kernel.store.database import create_engine
from shared.language.topology import CONSUMERS

_INDENT = 4
"""Columns."""


def follow(
    code: Annotated[str, typer.Argument(help="查询码 trace code")],
    township: Annotated[str | None, typer.Option(help="九位区划代码 nine-digit code")] = None,
    english: Annotated[bool, typer.Option("--english", help="英文 in English")] = False,
    as_json: Json = False,
) -> None:
    """查看一件事走到了哪一步：何时、何人、依据、用时。Follow one matter through the six stages."""
    with reading_the_database():
        found = asyncio.run(_find(code, township, "en" if english else "zh_CN"))
    if found is None:
        typer.echo(
            f"没有查询码为 {shown(code)} 的意见，请核对。"
            f"There is no submission with the trace code {shown(code)}.",
            err=True,
        )
        raise typer.Exit(1)
    if as_json:
        typer.echo(json_line(found))
    else:
        _paged(found)


async def _find(code: str, township: str | None, locale: str) -> Trace | None:
    async with open_database(database_of("console", CONSUMERS)) as url:
        settings = settings_for("console", database_url=url)
        engine = create_engine(settings.sqlalchemy_url, "console", 1)
        try:
            now = await platform_now()
            async with engine.connect() as connection:
                return await trace(connection, township, code, now, names_by(copies()), locale)
        finally:
            await engine.dispose()


def _show(console: Console, found: Trace) -> None:
    """What it is and where it stands, then its steps, the newest first: who reads wants to know what is
    new."""
    status = found.status
    _line(console, f"{found.code}  {shown(found.title)}", "bold")
    _line(console, shown(found.text, lines=True))
    _line(console, shown(status.sentence), "bold")
    _line(console, shown(status.next), "bold")
    _line(console, shown(found.call_now), "bold red")
    _line(console, "  ".join(filter(None, (f"{status.due_on or ''}", shown(status.due_why)))))
    for code, title in found.others:
        _line(console, f"拆开的一件 one of its matters: {code}  {shown(title)}")
    for ballot in found.ballots:
        _line(console, f"评议编号 ballot_id: {ballot}")
    names = {part.stage: part.name for part in found.stages}
    for step in reversed(found.steps):
        console.print()
        after = step.since and f"+{step.since}"
        head = (f"{step.at:%Y-%m-%d %H:%M}", names[step.stage], shown(step.who), after)
        _line(console, "  ".join(filter(None, head)), "cyan")
        for said in (shown(step.what), shown(step.said, lines=True), shown(step.rule)):
            _line(console, said, indent=_INDENT)


def _line(console: Console, text: str, style: str = "", indent: int = 0) -> None:
    """``text`` broken at the edge of the terminal and set in from it; nothing for nothing."""
    if text:
        console.print(
            Padding(Text(text, style, overflow="fold"), (0, 0, 0, indent), expand=False), highlight=False
        )


def _paged(found: Trace) -> None:
    """Through a pager where somebody looks and it is longer than the screen."""
    console = Console()
    with console.capture() as captured:
        _show(console, found)
    text = captured.get()
    if not console.is_terminal or text.count("\n") < console.height:
        typer.echo(text, nl=False)
    else:
        SystemPager().show(Text.from_ansi(text).plain)
