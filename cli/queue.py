"""``youyue queue``: the office's work; ``youyue contact``: a raiser's contact, with a log of its readers."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from cli.backends import intake_database
from cli.reading import reading_the_database
from cli.shown import shown
from cli.townships import Township, law_in
from services.intake.domain.queues import QUEUES, cutoff
from services.intake.storage.contacts import Original, Reading, read_original, readings
from services.intake.storage.queues import PAGE, Page, counts, page
from services.intake.storage.tables import JOURNAL
from shared.kernel.store.clock import StoryClock
from shared.language.calendar import SHANGHAI


def queue(
    name: Annotated[
        str | None, typer.Argument(help=f"哪一队 which: {', '.join(QUEUES)}；缺省为总数 default: counts")
    ] = None,
    village: Annotated[str | None, typer.Option(help="村社代码 village, e.g. V01")] = None,
    after: Annotated[str | None, typer.Option(help="接着上一页 continue after the page before")] = None,
    size: Annotated[int, typer.Option(min=1, max=200, help="每页条数 rows per page")] = PAGE,
    township: Township = None,
) -> None:
    """工作队列：待受理、超时、待补充、在县级、还没告知的。
    Work queues with counts; raisers who are still to be told."""
    if name is not None and name not in QUEUES:
        typer.echo(
            f"没有“{shown(name)}”这一队。There is no queue {shown(name)}: {', '.join(QUEUES)}", err=True
        )
        raise typer.Exit(2)
    with reading_the_database():
        asyncio.run(_show(name, township, village, after, size))


def contact(
    submission_id: Annotated[str, typer.Argument(help="意见编号 the submission's id")],
    by: Annotated[str, typer.Option(help="谁在看，例如 office-1 who is reading")] = "",
    why: Annotated[str, typer.Option(help="为什么要看，会留痕 why; it is logged")] = "",
    log: Annotated[bool, typer.Option("--log", help="只看谁看过 only show who has read it")] = False,
    township: Township = None,
) -> None:
    """查看提出人的联系方式和原话，留痕。Read how a raiser is reached and what they said; it is logged."""
    if not log and not (by.strip() and why.strip()):
        typer.echo("请用 --by 写明是谁，用 --why 写明事由。Say who with --by and why with --why.", err=True)
        raise typer.Exit(2)
    reading = Reading(submission_id, by.strip(), why.strip(), datetime.now(UTC))
    with reading_the_database():
        found = asyncio.run(_read(township, reading, log))
    if not found:
        typer.echo(
            f"没有编号为 {shown(submission_id)} 的记录。"
            f"There is no record with the id {shown(submission_id)}.",
            err=True,
        )
        raise typer.Exit(1)


async def _show(
    name: str | None, given: str | None, village: str | None, after: str | None, size: int
) -> None:
    async with intake_database() as connection:
        now = await StoryClock(JOURNAL.story_clock, datetime.now(UTC)).now(connection)
        law = await law_in(connection, given)
        township = law.township.township_id
        before = cutoff(now, law.at(now).rules.intake.receipt_within, law.calendar)
        if name is None:
            found = await counts(connection, township, before, village)
            for queue in QUEUES.values():
                typer.echo(f"{found[queue.name]:6}  {queue.name:10} {queue.zh} {queue.en}")
        else:
            _print(await page(connection, QUEUES[name], township, before, village, after, size))


def _print(found: Page) -> None:
    table = Table("查询码", "村社", "类别", "紧急", "状态", "标题", box=None)
    for submission in found.submissions:
        table.add_row(
            *(
                escape(shown(cell or ""))
                for cell in (
                    submission.trace_code,
                    submission.village,
                    submission.category,
                    submission.urgency,
                    submission.state,
                    submission.title,
                )
            )
        )
    Console().print(table)
    if found.next:
        typer.echo(f"下一页 next: --after '{shown(found.next)}'")


async def _read(given: str | None, reading: Reading, log: bool) -> bool:
    async with intake_database() as connection:
        township = (await law_in(connection, given)).township.township_id
        if log:
            entries = await readings(connection, township, reading.submission_id)
            for entry in entries:
                at = entry.read_at.astimezone(SHANGHAI)
                typer.echo(f"{at:%Y-%m-%d %H:%M}  {shown(entry.read_by)}  {shown(entry.why)}")
            return bool(entries)
        original = await read_original(connection, township, reading)
    if original is not None:
        _print_original(original)
    return original is not None


def _print_original(original: Original) -> None:
    rows = (
        ("姓名 name", original.name),
        ("电话 phone", original.phone),
        ("标题 title", original.title),
        ("原话 words", original.text),
        *(("补充 answer", answer) for answer in original.informed),
    )
    for label, value in rows:
        typer.echo(f"{label}: {shown(value or '—', lines=True)}")
