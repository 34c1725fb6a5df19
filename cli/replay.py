"""``youyue replay``: a service's past events go to one queue again."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime
from typing import Annotated, NoReturn, TypeVar
from uuid import uuid4

import httpx
import typer
from aio_pika.exceptions import AMQPError
from pydantic import ValidationError
from sqlalchemy.exc import SQLAlchemyError

from cli.servers import broker_address
from cli.settings_words import settings_in_words
from cli.shown import shown
from cli.stores import Store, open_stores
from cli.wire import NOTHING_THERE, OPS_URL, BrokerUrl, OpsUrl
from shared.kernel.bus.delivery.reading import describe
from shared.kernel.bus.replay import Replay, ReplayRefused, replay_over_rabbitmq
from shared.kernel.journal.history import counted, sent_events
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import SettingsError
from shared.language.calendar import SHANGHAI
from shared.language.topology import TOPOLOGY

UNUSABLE = 2
_EXPLAINED = (400, 404)
T = TypeVar("T")
_AGAIN = (
    "没有送完。用 --batch {batch} 再运行一次即可：已更新过的不会再更新。\n"
    "The replay broke off. Run it again with --batch {batch}; nothing is sent on twice. ({error!r})"
)
Moment = Annotated[
    str | None,
    typer.Option(help="如 e.g. 2026-09-01 或 or 2026-09-01T08:00:00+08:00；缺省时区 default zone: +08:00"),
]


def replay(
    service: Annotated[
        str, typer.Option(help="谁的事件 whose events: directory, intake, scheduling, handling, evaluation")
    ],
    to: Annotated[str, typer.Option(help="送到哪个队列 the queue: console.inbox.handling, county.answers …")],
    since: Moment = None,
    until: Moment = None,
    subject: Annotated[str | None, typer.Option(help="只要这件事的 of one thing only: its id")] = None,
    type_: Annotated[
        list[str] | None, typer.Option("--type", help="类型模式 patterns: 'handling.item.*.v1'")
    ] = None,
    township: Annotated[str | None, typer.Option(help="九位区划代码 nine-digit code")] = None,
    batch: Annotated[
        str | None, typer.Option(help="名字，同名即续 the batch's name; the same name continues it")
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只计数 only count")] = False,
    broker_url: BrokerUrl = None,
    ops_url: OpsUrl = OPS_URL,
) -> None:
    """把服务已发出的事件按序重发到一个队列。Send a service's past events to one queue again, in their order.

    订阅者的副本跟上进度，不会重复作出任何决定。A subscriber's copies catch up; no decision is taken twice.
    """
    configure_logging("WARNING", "people")
    try:
        wanted = Replay(
            service=service,
            to=to,
            batch=batch or f"{datetime.now(UTC):%Y%m%dT%H%M%S}-{uuid4().hex[:6]}",
            since=_read(since),
            until=_read(until),
            subject=subject,
            tenant=township,
            types=tuple(type_ or ()),
        )
        past = wanted.past(TOPOLOGY)
        url = broker_address(broker_url)
        if dry_run:
            counts = asyncio.run(
                _with_store(service, lambda store: counted(store.engine, store.tables, past))
            )
            for type, count in counts.items():
                typer.echo(f"{count:>8} {type}")
            typer.echo(f"共 {sum(counts.values())} 条，未发送。{sum(counts.values())} in all, nothing sent.")
            return
        sent = asyncio.run(_over_rabbitmq(url, wanted)) if url else _over_http(ops_url, wanted)
    except ValidationError as error:
        _give_up(f"看不懂 cannot read this: {describe(error)}", error)
    except (ReplayRefused, SettingsError, ValueError) as error:
        _give_up(settings_in_words(error), error)
    except SQLAlchemyError as error:
        _give_up(
            f"用不了数据库，见 youyue doctor 。Cannot use the database, see youyue doctor: {error}", error
        )
    typer.echo(
        f"已重发 {sent} 条到 {to}，批次 {wanted.batch}。{sent} events sent to {to}, batch {wanted.batch}."
    )


async def _over_rabbitmq(url: str, wanted: Replay) -> int:
    async def send(store: Store) -> int:
        events = sent_events(store.engine, store.tables, wanted.past(TOPOLOGY))
        try:
            return await replay_over_rabbitmq(url, wanted, events)
        except (AMQPError, OSError, TimeoutError) as error:
            _give_up(_AGAIN.format(batch=wanted.batch, error=error), error)

    return await _with_store(wanted.service, send)


def _over_http(ops_url: str, wanted: Replay) -> int:
    try:
        with httpx.Client(base_url=ops_url, timeout=None, trust_env=False) as client:
            content = wanted.model_dump_json(exclude_none=True)
            answer = client.post("/ops/replay", content=content, headers={"content-type": "application/json"})
    except httpx.TransportError as error:
        _give_up(NOTHING_THERE.format(url=ops_url, error=error), error)
    if answer.is_error:
        raise ReplayRefused(answer.json()["problem"] if answer.status_code in _EXPLAINED else answer.text)
    return int(answer.json()["sent"])


async def _with_store(service: str, act: Callable[[Store], Awaitable[T]]) -> T:
    async with open_stores((service,)) as (store,):
        return await act(store)


def _read(moment: str | None) -> datetime | None:
    """Raises ValueError."""
    if moment is None:
        return None
    at = datetime.fromisoformat(moment)
    return at if at.tzinfo else at.replace(tzinfo=SHANGHAI)


def _give_up(problem: str, cause: BaseException) -> NoReturn:
    typer.echo(shown(problem, lines=True), err=True)
    raise typer.Exit(UNUSABLE) from cause
