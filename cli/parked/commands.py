"""The sub-commands of ``youyue parked``."""

from collections.abc import Sequence
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.progress import Progress

from cli.parked import view
from cli.parked.asking import UNUSABLE, WAITING, Act, each, give_up, outcomes
from cli.parked.options import login_name, split_id
from cli.parked.selection import AGE, Selection, selection_of
from cli.shown import Json
from cli.stores import Store
from shared.kernel.bus.parking import parked as table

NOTHING = 1
MANY = 100
"""Messages from which on a bar shows how far their retry has come."""
_LEFT_OUT = (
    "  {count} 条的正文已清空或没有留全，不能重试。"
    "{count} cannot be retried: the body was emptied, or was not kept whole."
)
_NOT_YET = "  还没轮到，或稍后再试：服务在运行吗？Not yet, or again later: is the service running?"

parked = typer.Typer(
    help="处理不了而搁置的消息：查看、归类、重试、放弃。"
    "Messages that could not be handled: look, group, retry, drop.",
    no_args_is_help=True,
)

Services = Annotated[
    list[str] | None, typer.Option("--service", help="哪个服务 of which service; 缺省全部 default: all")
]
Queue = Annotated[str | None, typer.Option(help="原来的队列 the queue it came from")]
Reason = Annotated[str | None, typer.Option(help="搁置原因 why: not_json, invalid_data, attempts_spent …")]
Type = Annotated[str | None, typer.Option("--type", help="消息类型 the message's type")]
Township = Annotated[str | None, typer.Option(help="九位区划代码 nine-digit code")]
Older = Annotated[str | None, typer.Option(help=f"搁置已超过 parked for more than: {AGE}")]
Newer = Annotated[str | None, typer.Option(help=f"搁置未超过 parked for less than: {AGE}")]
Status = Annotated[list[str] | None, typer.Option(help=", ".join(table.STATUSES))]
By = Annotated[str | None, typer.Option(help="经办人 who does it; 缺省为登录名 default: the login name")]
Ids = Annotated[list[str] | None, typer.Argument(help="编号 ids: handling:12 …")]
Many = Annotated[bool, typer.Option("--yes", help="确认处理多条 confirm that several are meant")]


@parked.command("list")
def list_(
    service: Services = None,
    queue: Queue = None,
    reason: Reason = None,
    type_: Type = None,
    township: Township = None,
    older_than: Older = None,
    newer_than: Newer = None,
    status: Status = None,
    limit: Annotated[int, typer.Option(min=1, max=1_000_000, help="最多几条 at most")] = 100,
    json: Json = False,
) -> None:
    """列出搁置的消息，最早的在前。List parked messages, oldest first."""
    selection = _selection(
        [], service, queue, reason, type_, township, older_than, newer_than, status or table.OPEN
    )
    found = each(selection, lambda store, c, w: table.parked_messages(c, store.tables, w, limit))
    rows = sorted(((s, row) for s, many in found for row in many), key=lambda pair: pair[1].parked_at)[:limit]
    total = sum(
        count for _, count in each(selection, lambda store, c, w: table.count_parked(c, store.tables, w))
    )
    if json:
        return _print_json(rows)
    if rows:
        Console().print(view.list_of(rows))
    typer.echo(f"共 {total} 条，列出 {len(rows)} 条。{total} in all, {len(rows)} listed.")


@parked.command()
def group(
    service: Services = None,
    queue: Queue = None,
    reason: Reason = None,
    type_: Type = None,
    township: Township = None,
    older_than: Older = None,
    newer_than: Newer = None,
    status: Status = None,
    json: Json = False,
) -> None:
    """按队列、类型、原因归类计数。Count them by queue, type and reason, with the oldest of each."""
    selection = _selection(
        [], service, queue, reason, type_, township, older_than, newer_than, status or table.OPEN
    )
    found = each(selection, lambda store, c, w: table.grouped(c, store.tables, w))
    rows = sorted(((s, row) for s, many in found for row in many), key=lambda pair: -pair[1].messages)
    if json:
        return _print_json(rows)
    if rows:
        Console().print(view.groups_of(rows))
    total = sum(row.messages for _, row in rows)
    typer.echo(f"共 {total} 条，{len(rows)} 类。{total} in all, {len(rows)} groups.")


@parked.command()
def show(
    id: Annotated[str, typer.Argument(help="编号 id: handling:12")],
    unmasked: Annotated[
        bool, typer.Option("--unmasked", help="显示隐私字段（记录在案）private fields too; this is recorded")
    ] = False,
    by: By = None,
) -> None:
    """查看一条：消息头、原因、正文（隐去隐私）。Show headers, reason and body, private fields masked."""
    service, position = _readable_id(id)

    async def read(store: Store, connection: Any, wanted: table.Wanted) -> Any:
        if unmasked:
            await table.note_reading(connection, store.tables, position, by or login_name())
        return await table.parked_message(connection, store.tables, position)

    ((_, row),) = each(Selection({service: table.Wanted((position,), table.STATUSES)}), read)
    if row is None:
        give_up(f"没有这条消息 no such message: {id}", NOTHING)
    view.show(Console(), service, row, unmasked=unmasked)


@parked.command()
def retry(
    ids: Ids = None,
    service: Services = None,
    queue: Queue = None,
    reason: Reason = None,
    type_: Type = None,
    township: Township = None,
    older_than: Older = None,
    newer_than: Newer = None,
    by: By = None,
    why: Annotated[str | None, typer.Option(help="为何可以重试 why it can be retried")] = None,
    wait: Annotated[
        float,
        typer.Option(min=0, help="没有进展时最多再等几秒 seconds to wait while nothing more has its outcome"),
    ] = 10.0,
    yes: Many = False,
) -> None:
    """请服务重新处理，次数重新计算。Ask the service to handle them again, with all attempts."""
    # A dropped message can be taken up again, but only by its id.
    status = (table.PARKED, table.DROPPED) if ids else (table.PARKED,)
    selection = _selection(ids, service, queue, reason, type_, township, older_than, newer_than, status)
    count, done = _change(
        selection, yes, lambda store, c, w: table.ask_retry(c, store.tables, w, by or login_name(), why)
    )
    typer.echo(f"已请求重试 {_sum(done)} 条。{_sum(done)} retries requested.")
    if left_out := count - _sum(done):
        typer.echo(_LEFT_OUT.format(count=left_out))
    with Progress(disable=_sum(done) < MANY, transient=True) as bar:
        task = bar.add_task("", total=_sum(done))
        found = outcomes(done, wait, lambda count: bar.update(task, completed=count))
    for outcome, count in sorted(found.items()):
        typer.echo(f"  {count} × {outcome}{_NOT_YET if outcome == WAITING else ''}")


@parked.command()
def drop(
    why: Annotated[str, typer.Option(help="理由，必填 the reason, required")],
    ids: Ids = None,
    service: Services = None,
    queue: Queue = None,
    reason: Reason = None,
    type_: Type = None,
    township: Township = None,
    older_than: Older = None,
    newer_than: Newer = None,
    by: By = None,
    yes: Many = False,
) -> None:
    """放弃：记下谁、何时、为何；消息仍保留。Give them up; who, when and why is noted, the messages stay."""
    if not why.strip():
        give_up("请写明理由 say why: --why", UNUSABLE)
    selection = _selection(ids, service, queue, reason, type_, township, older_than, newer_than, table.OPEN)
    _, done = _change(
        selection, yes, lambda store, c, w: table.drop(c, store.tables, w, by or login_name(), why.strip())
    )
    typer.echo(
        f"已放弃 {_sum(done)} 条（仍可查看和重试）。"
        f"{_sum(done)} dropped; they can still be shown and retried."
    )


def _selection(ids: list[str] | None, *conditions: Any) -> Selection:
    try:
        return selection_of(ids or [], *conditions)
    except ValueError as error:
        give_up(f"看不懂 cannot read this: {error}", UNUSABLE)


def _readable_id(id: str) -> tuple[str, int]:
    try:
        return split_id(id)
    except ValueError as error:
        give_up(f"看不懂这个编号 cannot read this id: {error}", UNUSABLE)


def _change(
    selection: Selection, yes: bool, change: Act[Sequence[int]]
) -> tuple[int, dict[str, tuple[int, ...]]]:
    """How many were meant, and service → positions that were changed."""
    if not selection.narrow:
        give_up("请给出编号或条件。Give ids or a condition; see --help.", UNUSABLE)
    count = sum(n for _, n in each(selection, lambda store, c, w: table.count_parked(c, store.tables, w)))
    if not count:
        give_up("没有符合条件的消息。No message meets the conditions.", NOTHING)
    if count > 1 and not yes and not selection.by_id:
        give_up(f"共 {count} 条，确认请加 --yes 。{count} messages: confirm with --yes.", UNUSABLE)
    return count, {service: tuple(positions) for service, positions in each(selection, change) if positions}


def _print_json(rows: list[view.Found]) -> None:
    for service, row in rows:
        typer.echo(view.as_json(service, row))


def _sum(done: dict[str, tuple[int, ...]]) -> int:
    return sum(map(len, done.values()))
