"""How a service starts and ends, as a process of its own: in any order, and without losing anything."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import aio_pika
import asyncpg
import pytest

from cli.services import schema_of
from shared.client import Client, open_client
from shared.client.amqp import amqp_wire
from shared.client.platform import new_command
from shared.embedded import EmbeddedPostgres
from shared.kernel.bus.rabbit.provision import provision
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.topology import inbox_queue
from shared.kernel.store.migrations import migrate
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import TOPOLOGY
from tests.servers.rabbitmq import USER, RabbitMQNode
from tests.support.door import Door
from tests.support.platform import TOWNSHIP, Stand
from tests.support.service_process import ServiceProcess, service_process
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
MESSAGES, PREFETCH = 12, 4


async def connect(database_url: str) -> Any:
    url = database_url.replace("+asyncpg", "")
    return await asyncpg.connect(url, server_settings={"search_path": "handling"})


@asynccontextmanager
async def tables_held(database_url: str) -> AsyncIterator[Any]:
    """A connection in a transaction that nobody's handler gets past, until it is rolled back."""
    connection = await connect(database_url)
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("LOCK TABLE project IN ACCESS EXCLUSIVE MODE")
    try:
        yield transaction
    finally:
        await connection.close()


async def value(database_url: str, sql: str) -> Any:
    connection = await connect(database_url)
    try:
        return await connection.fetchval(sql)
    finally:
        await connection.close()


async def slow_handlers(stand: Stand, client: Client) -> None:
    """Send commands, and return when handlers have begun with some and wait."""
    for _ in range(MESSAGES):
        command = new_command(PLAN, OFFICE, TOWNSHIP, "/tests/partner")
        await client.wire.send(command.type, command.to_json())
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'handling.project'::regclass"

    async def all_wait() -> bool:
        return bool(await value(stand.database_url, waiting) == PREFETCH)

    await until(all_wait)


async def waiting_commands(broker_url: str | None) -> int:
    """How many of handling's commands lie in their queue."""
    assert broker_url
    connection = await aio_pika.connect(broker_url)
    async with connection, connection.channel() as channel:
        queue = await channel.declare_queue(inbox_queue("handling", "commands"), passive=True)
        return queue.declaration_result.message_count or 0


@pytest.fixture
async def service(over_rabbitmq: Stand) -> AsyncIterator[ServiceProcess]:
    assert over_rabbitmq.broker_url
    settings = {"prefetch": str(PREFETCH), "relay_poll": "60"}
    async with service_process(
        "handling", over_rabbitmq.database_url, over_rabbitmq.broker_url, **settings
    ) as running:
        await until(running.ready)
        yield running


@pytest.fixture
async def client(over_rabbitmq: Stand) -> AsyncIterator[Client]:
    assert over_rabbitmq.broker_url
    async with amqp_wire(over_rabbitmq.broker_url, REGISTRY) as wire, open_client(wire) as opened:
        yield opened


async def test_told_to_stop_a_service_finishes_what_it_began_and_gives_the_rest_back(
    over_rabbitmq: Stand, service: ServiceProcess, client: Client
) -> None:
    database = over_rabbitmq.database_url
    async with tables_held(database) as transaction:
        await slow_handlers(over_rabbitmq, client)
        begun = time.monotonic()
        service.tell(signal.SIGTERM)
        assert await until(service.problem) == "stopping"
        assert (await service.ask("/health/live")).status_code == 200
        await transaction.rollback()
    assert await service.ended() == 0
    assert time.monotonic() - begun < 30
    assert service.said("handlers_cut_off") == []
    assert await value(database, "SELECT count(*) FROM project") == PREFETCH
    assert (
        await value(database, "SELECT count(*) FROM journal WHERE sent_at IS NOT NULL AND asker IS NULL")
        == PREFETCH
    )
    assert (
        await value(database, "SELECT count(*) FROM journal WHERE available_at IS NULL AND asker IS NULL")
        == PREFETCH
    )
    assert await waiting_commands(over_rabbitmq.broker_url) == MESSAGES - PREFETCH


async def test_told_twice_a_service_ends_at_once_and_nothing_is_half_done(
    over_rabbitmq: Stand, service: ServiceProcess, client: Client
) -> None:
    async with tables_held(over_rabbitmq.database_url):
        await slow_handlers(over_rabbitmq, client)
        service.tell(signal.SIGTERM)
        assert await until(service.problem) == "stopping"
        service.tell(signal.SIGINT)
        assert await service.ended(2) == 128 + signal.SIGINT
    assert await value(over_rabbitmq.database_url, "SELECT count(*) FROM project") == 0

    async def all_back() -> bool:
        return await waiting_commands(over_rabbitmq.broker_url) == MESSAGES

    await until(all_back)


async def test_a_service_starts_before_its_database_its_schema_its_broker_and_its_queues(
    postgres_server: EmbeddedPostgres, provisioned_rabbitmq: RabbitMQNode
) -> None:
    name = f"late_{uuid4().hex[:8]}"
    postgres_server.ensure_database(name)
    await asyncio.to_thread(provisioned_rabbitmq.ctl, "add_vhost", name)
    await asyncio.to_thread(provisioned_rabbitmq.ctl, "set_permissions", "-p", name, USER, ".*", ".*", ".*")
    broker_url = provisioned_rabbitmq.url(virtual_host=name)

    async def waits_for(word: str) -> None:
        async def says() -> bool:
            return word in await late.problem()

        await until(says)

    async with (
        Door(postgres_server.url(name)) as database,
        Door(broker_url) as broker,
        service_process("handling", database.url, broker.url) as late,
    ):
        assert (await late.ask("/ops/handling/health/live")).status_code == 200
        await waits_for("database")
        assert (await late.ask("/ops/handling/health/ready")).status_code == 503
        await database.open()
        await waits_for("youyue migrate")
        await migrate(postgres_server.url(name), schema_of("handling"))
        await waits_for("broker")
        await broker.open()
        await waits_for("NOT_FOUND")
        await provision(broker_url, TOPOLOGY)
        await until(late.ready)
        assert (await late.ask("/ops/handling/health/ready")).status_code == 200
        late.tell(signal.SIGTERM)
        assert await late.ended() == 0
    waited = [
        (line["event"], line.get("problem") or line.get("error"))
        for line in late.log
        if line["event"].startswith("waiting_for")
    ]
    assert len(waited) == len(set(waited)), "the same is said once"
    said = dict.fromkeys(event for event, _ in waited)
    assert list(said) == ["waiting_for_database", "waiting_for_broker", "waiting_for_queues"]
    await asyncio.to_thread(provisioned_rabbitmq.ctl, "delete_vhost", name)
