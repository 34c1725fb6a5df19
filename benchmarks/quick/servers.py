"""Servers of the benchmark's own: PostgreSQL that waits for the disk, RabbitMQ with the platform's
topology."""

import asyncio
import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aio_pika
import asyncpg

from benchmarks.quick.tables import STATEMENTS
from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.kernel.bus.rabbit.definitions import definitions
from shared.kernel.messages.topology import both_exchange, events_exchange
from shared.kernel.store.migrations import migrate
from shared.language.topology import TOPOLOGY
from tests.servers.rabbitmq import USER, RabbitMQNode
from tests.support.databases import know
from tests.support.township import TOWNSHIP

PUBLISHING = "publishing"
"""A virtual host where intake's stream has one quorum queue: raw publishing and the relay write into the
same."""
_QUORUM: dict[str, Any] = {"x-queue-type": "quorum"}


@dataclass(frozen=True)
class Servers:
    """Where everything is. Database URLs are plain ``postgresql://``."""

    broker: str
    publishing_broker: str
    limit: str
    celery: str
    ours: str


@contextmanager
def servers(folder: Path) -> Iterator[Servers]:
    """Started, with tables and queues."""
    with (
        tempfile.TemporaryDirectory(prefix="youyue-bench-postgres-") as data,
        EmbeddedPostgres(Path(data), durable=True) as postgres,
        RabbitMQNode(_definitions(folder)) as node,
    ):
        for database in ("limit_", "celery_", "ours"):
            postgres.ensure_database(database)
        limit, celery, ours = (_plain(postgres.url(name)) for name in ("limit_", "celery_", "ours"))
        for service in ("handling", "intake"):
            asyncio.run(migrate(postgres.url("ours"), schema_of(service)))
            asyncio.run(know(postgres.url("ours"), service, TOWNSHIP))
        for database in (limit, celery):
            asyncio.run(_make_tables(database))
        asyncio.run(_make_stream(node.url(virtual_host=PUBLISHING)))
        yield Servers(node.url(), node.url(virtual_host=PUBLISHING), limit, celery, ours)


def _plain(url: str) -> str:
    return url.replace("postgresql+asyncpg://", "postgresql://")


def _definitions(folder: Path) -> Path:
    content = definitions(TOPOLOGY)
    content["vhosts"] = [*content.get("vhosts", []), {"name": PUBLISHING}]
    everything = {"configure": ".*", "write": ".*", "read": ".*"}
    content["permissions"] = [{"user": USER, "vhost": host, **everything} for host in ("/", PUBLISHING)]
    path = folder / "definitions.json"
    path.write_text(json.dumps(content), "utf-8")
    path.chmod(0o644)
    return path


async def _make_tables(database: str) -> None:
    connection = await asyncpg.connect(database)
    for statement in STATEMENTS:
        await connection.execute(statement)
    await connection.close()


async def _make_stream(broker: str) -> None:
    connection = await aio_pika.connect(broker)
    async with connection, connection.channel() as channel:
        exchange = await channel.declare_exchange(
            events_exchange("intake"), aio_pika.ExchangeType.TOPIC, durable=True
        )
        both = await channel.declare_exchange(
            both_exchange("intake"), aio_pika.ExchangeType.FANOUT, durable=True
        )
        await exchange.bind(both)
        queue = await channel.declare_queue("reader", durable=True, arguments=_QUORUM)
        await queue.bind(exchange, "#")
