"""Handling: the hand-written limit, Celery and the platform in turn, each emptying a queue of messages.

The platform does it twice: ``ours`` is a use case that only checks, decides and notes, as the others do;
``raise`` takes submissions in, which are read, masked, sorted and compared as well.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aio_pika
import asyncpg
from celery import Celery

from benchmarks.quick import celery_names as names
from benchmarks.quick.children import child, started
from benchmarks.quick.messages import plan, submission
from benchmarks.quick.servers import Servers
from shared.kernel.bus.rabbit.publisher import message_of
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.topology import inbox_queue
from tests.servers.rabbitmq import USER

_LOOK_AGAIN = 0.05
"""Seconds."""
_QUORUM: dict[str, Any] = {"x-queue-type": "quorum"}
_SPAN = (
    "SELECT count(*), extract(epoch FROM max(handled_at) - min(handled_at))::float "
    "FROM {}inbox WHERE source = $1"
)
_CARRIED_OUT = "SELECT (SELECT count(*) FROM {0}.{1}), (SELECT count(*) FROM {0}.inbox)"
"""A refusal is cheaper, and no measure of a use case."""

Step = Callable[[], Awaitable[object]]
Rates = dict[str, list[float]]
"""Of each contender in each round, per second."""


@dataclass(frozen=True)
class Contender:
    """Who handles: how its queue is filled, how it is told to work and to stop, and where it notes what it
    handled."""

    name: str
    messages: int
    """A round takes about a second."""
    fill: Callable[[Sequence[Envelope]], Awaitable[None]]
    consume: Step
    pause: Step
    database: str
    schema: str = ""
    message: Callable[[int, str], Envelope] = plan

    async def round(self, number: int, messages: int) -> float:
        """Messages a second, by the moments that the database gave the inbox rows."""
        source = f"/benchmark/{number}"
        await self.fill([self.message(n, source) for n in range(messages)])
        await self.consume()
        connection = await asyncpg.connect(self.database)
        while True:
            handled, seconds = await connection.fetchrow(_SPAN.format(self.schema), source)
            if handled == messages:
                break
            await asyncio.sleep(_LOOK_AGAIN)
        await connection.close()
        await self.pause()
        return (messages - 1) / float(seconds)


async def measure(servers: Servers, folder: Path, rounds: int) -> Rates:
    """Messages a second of each contender in each round; a warm-up before is not counted."""
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(await aio_pika.connect(servers.broker))
        channel = await connection.channel()
        await channel.declare_queue("limit", durable=True, arguments=_QUORUM)
        contenders = [
            await stack.enter_async_context(_limit(servers, folder, channel)),
            await stack.enter_async_context(_celery(servers, folder)),
            await stack.enter_async_context(
                ours(servers, folder, channel, "ours", "handling", "project", 1000, plan)
            ),
            await stack.enter_async_context(
                ours(servers, folder, channel, "raise", "intake", "submission", 200, submission)
            ),
        ]
        rates: Rates = {contender.name: [] for contender in contenders}
        for number in range(rounds + 1):
            for contender in contenders:
                rate = await contender.round(
                    number, contender.messages if number else contender.messages // 3
                )
                if number:
                    rates[contender.name].append(rate)
                    print(f"  round {number}: {contender.name:8} {rate:6.0f} messages/s", flush=True)
    return rates


def _into(
    channel: aio_pika.abc.AbstractChannel, queue: str
) -> Callable[[Sequence[Envelope]], Awaitable[None]]:
    async def fill(envelopes: Sequence[Envelope]) -> None:
        exchange = channel.default_exchange
        await asyncio.gather(
            *(exchange.publish(message_of(envelope.sealed(), USER), queue) for envelope in envelopes)
        )

    return fill


@asynccontextmanager
async def _limit(
    servers: Servers, folder: Path, channel: aio_pika.abc.AbstractChannel
) -> AsyncIterator[Contender]:
    arguments = (servers.limit, servers.broker, "limit")
    async with child(folder / "limit.log", "benchmarks.quick.limit", *arguments) as process:
        steps = (lambda: process.do(0), lambda: process.do(1))
        yield Contender("limit", 1500, _into(channel, "limit"), *steps, database=servers.limit)


@asynccontextmanager
async def ours(
    servers: Servers,
    folder: Path,
    channel: aio_pika.abc.AbstractChannel,
    name: str,
    service: str,
    made: str,
    messages: int,
    message: Callable[[int, str], Envelope],
    asking: str = "",
) -> AsyncIterator[Contender]:
    """``made``: the table that has a row for each message that was carried out. ``asking``: as ``ours``."""
    queue = inbox_queue(service, "commands")
    assert queue
    arguments = (servers.ours, servers.broker, service, asking)
    async with child(folder / f"{name}.log", "benchmarks.quick.ours", *arguments) as process:
        steps = (lambda: process.do(0), lambda: process.do(1))
        yield Contender(name, messages, _into(channel, queue), *steps, servers.ours, f"{service}.", message)
    connection = await asyncpg.connect(servers.ours)
    carried_out, handled = await connection.fetchrow(_CARRIED_OUT.format(service, made))
    await connection.close()
    if carried_out != handled:
        raise RuntimeError(f"of {handled} commands only {carried_out} were carried out: see {folder}")


@asynccontextmanager
async def _celery(servers: Servers, folder: Path) -> AsyncIterator[Contender]:
    database = servers.celery.replace("postgresql://", "postgresql+psycopg://")
    sender = Celery("sender", broker=servers.broker)
    sender.conf.update(task_queues=names.QUEUES, task_default_queue=names.IDLE)

    async def fill(envelopes: Sequence[Envelope]) -> None:
        def send() -> None:
            with sender.producer_pool.acquire(block=True) as producer:
                for envelope in envelopes:
                    message = envelope.model_dump(mode="json", exclude_none=True)
                    sender.send_task(
                        names.TASK, (message,), queue=names.WORK, producer=producer, ignore_result=True
                    )

        await asyncio.to_thread(send)

    async def consume() -> None:
        await asyncio.to_thread(sender.control.add_consumer, names.WORK, reply=True)

    async def pause() -> None:
        await asyncio.to_thread(sender.control.cancel_consumer, names.WORK, reply=True)

    async with started(
        folder / "celery.log", {names.BROKER: servers.broker, names.DATABASE: database}, *names.COMMAND
    ):
        while not await asyncio.to_thread(sender.control.ping, timeout=0.5):
            pass
        yield Contender("celery", 500, fill, consume, pause, database=servers.celery)
