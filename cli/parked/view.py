"""Parked messages on a terminal."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from sqlalchemy import Row

from cli.parked.masking import readable
from cli.shown import json_shown, shown
from shared.language.calendar import SHANGHAI
from shared.language.redaction import masked

Found = tuple[str, Row[Any]]
"""Service and row."""

STATES = {
    "parked": "搁置 parked",
    "retry_requested": "待重试 to be retried",
    "retried": "已重试 retried",
    "dropped": "已放弃 dropped",
}


def list_of(found: Iterable[Found]) -> Table:
    """One line a message."""
    table = Table()
    for column in (
        "编号 id",
        "搁置时间 parked",
        "多久 age",
        "队列 queue",
        "类型 type",
        "原因 reason",
        "乡镇 township",
        "状态 status",
    ):
        table.add_column(column, overflow="fold", no_wrap=column.startswith(("编号", "多久")))
    for service, row in found:
        state = STATES[row.status] + (f" (×{row.retries})" if row.retries else "")
        cells = (row.queue, row.type or "?", row.reason, row.tenant or "?", state)
        table.add_row(
            f"{service}:{row.position}", moment(row.parked_at), age(row.parked_at), *map(_cell, cells)
        )
    return table


def groups_of(found: Iterable[Found]) -> Table:
    """One line for each queue, type and reason."""
    table = Table()
    for column in ("数量 count", "队列 queue", "类型 type", "原因 reason", "最早 oldest", "最近 newest"):
        table.add_column(column, overflow="fold", justify="right" if column.startswith("数量") else "left")
    for _, row in found:
        cells = map(_cell, (row.queue, row.type or "?", row.reason))
        table.add_row(
            str(row.messages), *cells, f"{moment(row.oldest)} ({age(row.oldest)})", moment(row.newest)
        )
    return table


def show(console: Console, service: str, row: Row[Any], *, unmasked: bool) -> None:
    """Everything about one message."""
    facts = {
        "编号 id": f"{service}:{row.position}",
        "状态 status": STATES[row.status],
        "队列 queue": row.queue,
        "原因 reason": row.reason,
        "详情 detail": row.detail,
        "类型 type": row.type or "?",
        "消息 message id": row.message_id or "?",
        "乡镇 township": row.tenant or "?",
        "搁置时间 parked": f"{moment(row.parked_at)} ({age(row.parked_at)})",
        "尝试 attempts": f"{row.attempts}; 重试后又搁置 parked again ×{row.retries}",
    }
    for name, value in facts.items():
        console.print(f"[bold]{name}[/bold]  {_cell(value)}", highlight=False)
    for step in row.history:
        said = [moment(datetime.fromisoformat(step["at"])), step["by"], step["did"], step.get("why", "")]
        console.print(f"[bold]经过 history[/bold]  {_cell('  '.join(said))}", highlight=False)
    console.print(f"[bold]消息头 headers[/bold]  {_cell(json_shown(row.headers))}", highlight=False)
    console.print(f"[bold]正文 body[/bold]  {len(row.body)} 字节 bytes", highlight=False)
    console.print(
        shown(readable(bytes(row.body), unmasked=unmasked), lines=True),
        markup=False,
        highlight=False,
        soft_wrap=True,
    )


def as_json(service: str, row: Row[Any]) -> str:
    """One message without its body, for programs."""
    fields = {
        name: value.isoformat() if isinstance(value, datetime) else value
        for name, value in row._mapping.items()
    }
    position = fields.pop("position", None)
    id = {} if position is None else {"id": f"{service}:{position}"}
    return json_shown({**id, "service": service, **fields})


def _cell(foreign: object) -> str:
    return escape(shown(masked(str(foreign))))


def moment(at: datetime) -> str:
    """In the time of the townships."""
    return f"{at.astimezone(SHANGHAI):%Y-%m-%d %H:%M:%S}"


def age(at: datetime) -> str:
    """How long ago, in the greatest unit that fits."""
    seconds = max((datetime.now(UTC) - at).total_seconds(), 0)
    for size, unit in ((86400, "d"), (3600, "h"), (60, "m")):
        if seconds >= size:
            return f"{seconds / size:.0f}{unit}"
    return f"{seconds:.0f}s"
