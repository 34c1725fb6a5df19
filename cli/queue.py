"""``youyue queue``: the office's work."""

import asyncio
import shlex
from datetime import datetime
from typing import Annotated

import typer

from cli.backends import intake_database
from cli.desk_lines import due_in_words, entry_json, office_now, suggested_way, waited
from cli.reading import reading_the_database
from cli.saved_queues import keep, kept
from cli.shown import json_line, json_shown, shown
from cli.townships import Township
from services.intake.domain.queues import QUEUES
from services.intake.storage.queues import PAGE, Page, Wanted, counts, page
from shared.language.directory import Directory
from shared.language.directory.choosing import name_in


def queue(
    name: Annotated[
        str | None, typer.Argument(help=f"哪一队 which: {', '.join(QUEUES)}；缺省为总数 default: counts")
    ] = None,
    village: Annotated[str | None, typer.Option(help="村社代码 village, e.g. V01")] = None,
    department: Annotated[str | None, typer.Option(help="部门代码，未定的按建议 department")] = None,
    urgency: Annotated[str | None, typer.Option(help="紧急程度 urgency, e.g. danger")] = None,
    category: Annotated[str | None, typer.Option(help="类别代码，未定的按建议 category")] = None,
    words: Annotated[str, typer.Option(help="标题或正文里的字 words in title or text")] = "",
    saved: Annotated[str | None, typer.Option(help="用存好的筛选条件 use a filter that was kept")] = None,
    save: Annotated[str | None, typer.Option(help="把这些筛选条件存为 keep this filter as")] = None,
    after: Annotated[str | None, typer.Option(help="接着上一页 continue after the page before")] = None,
    size: Annotated[int, typer.Option(min=1, max=200, help="每页条数 rows per page")] = PAGE,
    as_json: Annotated[
        bool, typer.Option("--json", help="每条（队）一行 JSON，含建议和理由 one JSON a line")
    ] = False,
    township: Township = None,
) -> None:
    """工作队列，险情在前：待受理、超时、待补充、在县级、还没决定公开、还没告知的。逐件处理用 decide。
    Work queues with counts, dangers first; to work through one, use decide."""
    if name is not None and name not in QUEUES:
        typer.echo(
            f"没有“{shown(name)}”这一队。There is no queue {shown(name)}: {', '.join(QUEUES)}", err=True
        )
        raise typer.Exit(2)
    wanted = Wanted(village, department, urgency, category, words)
    wanted = kept(saved, wanted) if saved else wanted
    if save:
        keep(save, wanted)
    with reading_the_database():
        asyncio.run(_show(name, township, wanted, after, size, as_json))


async def _show(
    name: str | None, given: str | None, wanted: Wanted, after: str | None, size: int, as_json: bool
) -> None:
    async with intake_database() as connection:
        law, now, before = await office_now(connection, given, wanted)
        township = law.township.township_id
        if name is None:
            found = await counts(connection, township, before, wanted)
            for queue in QUEUES.values():
                count = found[queue.name]
                said = f"{count:6}  {queue.name:10} {queue.zh} {queue.en}"
                typer.echo(json_line({"queue": queue.name, "count": count}) if as_json else said)
            return
        rows = await page(connection, QUEUES[name], township, before, wanted, after, size)
    if as_json:
        for entry in rows.entries:
            typer.echo(json_shown(entry_json(entry, now)))
    else:
        _print(rows, now, law.at(now).directory)


def _print(found: Page, now: datetime, lists: Directory) -> None:
    """Two lines for each at 80 columns: what is decided by, and below it the title, as long as it is."""
    for entry in found.entries:
        submission = entry.submission
        urgency = name_in(lists.urgencies, submission.urgency) if submission.urgency else ""
        due = due_in_words(entry)
        said = (
            submission.trace_code,
            urgency,
            f"已等{waited(entry, now)}",
            f"最迟{due}" if due else "",
            suggested_way(entry, lists),
        )
        typer.echo("  ".join(shown(cell) for cell in said if cell))
        typer.echo(f"    {shown(submission.title)}")
    if found.next:
        typer.echo(f"下一页 next: --after {shlex.quote(shown(found.next))}")
