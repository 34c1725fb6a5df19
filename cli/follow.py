"""``youyue follow``: one submission's way through the six stages, as a table."""

import asyncio
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.backends import open_database
from cli.clock import platform_now
from cli.reading import reading_the_database
from cli.servers import database_of
from cli.shown import shown
from cli.townships import copies
from services.console.laws import names_by
from services.console.queries import trace
from services.console.views.trace import Trace
from shared.kernel.settings.settings import settings_for
from shared.kernel.store.database import create_engine
from shared.language.topology import CONSUMERS


def follow(
    code: Annotated[str, typer.Argument(help="查询码 trace code")],
    township: Annotated[str | None, typer.Option(help="九位区划代码 nine-digit code")] = None,
    english: Annotated[bool, typer.Option("--english", help="英文 in English")] = False,
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
    _show(Console(), found)


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
    status = found.status
    console.print(f"[bold]{found.code}[/bold]  {escape(shown(found.title))}", highlight=False)
    console.print(shown(found.text, lines=True), markup=False, highlight=False)
    console.print(
        f"[bold]{escape(shown(status.sentence))}[/bold] {escape(shown(status.next))}", highlight=False
    )
    if found.call_now:
        console.print(f"[bold red]{escape(shown(found.call_now))}[/bold red]", highlight=False)
    due = "  ".join(filter(None, (status.due_on.isoformat() if status.due_on else "", status.due_why)))
    if due:
        console.print(shown(due), markup=False, highlight=False)
    for code, title in found.others:
        console.print(f"拆开的一件 one of its matters: {code}  {shown(title)}", markup=False, highlight=False)
    for ballot in found.ballots:
        console.print(f"评议编号 ballot_id: {ballot}", markup=False, highlight=False)
    table = Table()
    for column in ("阶段 stage", "何时 when", "何人 who", "何事 what", "依据 rule", "相隔 after"):
        table.add_column(column, no_wrap=column.startswith(("阶段", "何时")), overflow="fold")
    names = {part.stage: part.name for part in found.stages}
    for step in found.steps:
        what = "\n".join(line for line in (step.what, step.said) if line)
        table.add_row(
            names[step.stage],
            f"{step.at:%Y-%m-%d %H:%M}",
            escape(shown(step.who)),
            escape(shown(what, lines=True)),
            escape(shown(step.rule)),
            step.since,
        )
    console.print(table)
