"""The platform as it is deployed: a process for each service, RabbitMQ, a PostgreSQL that really writes to
disk."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import httpx

from cli.services import schema_of
from demo.settle import Accounts
from shared.client import Client, open_client
from shared.client.amqp import amqp_wire
from shared.embedded import EmbeddedPostgres
from shared.kernel.messages.envelope import Envelope
from shared.kernel.store.migrations import migrate
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import CONSUMERS
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import impatient_definitions
from tests.support.service_process import service_process
from tests.support.waiting import until


@dataclass(frozen=True)
class Platform:
    """``events`` grows with what the client hears."""

    database_url: str
    client: Client
    accounts: Accounts
    events: list[Envelope]


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="youyue-cost-") as name:
        Path(name).chmod(0o755)  # the servers may run as another account
        yield Path(name)


@asynccontextmanager
async def platform(story_clock: datetime) -> AsyncIterator[Platform]:
    """Everything up and ready; at the end nothing is left."""
    async with AsyncExitStack() as stack:
        folder = stack.enter_context(_folder())
        postgres = stack.enter_context(EmbeddedPostgres(folder / "postgres"))
        node = stack.enter_context(RabbitMQNode(impatient_definitions(folder)))
        postgres.ensure_database("youyue")
        url = postgres.url("youyue")
        for service in CONSUMERS:
            await migrate(url, schema_of(service))
        settings = {"story_clock": story_clock.isoformat(), "log_level": "WARNING", "trust": "everybody"}
        processes = []
        for service in CONSUMERS:
            processes.append(
                await stack.enter_async_context(service_process(service, url, node.url(), **settings))
            )
            await until(processes[-1].ready, 60)  # one after the other: on two cores five at once take longer
        http = await stack.enter_async_context(httpx.AsyncClient(timeout=10, trust_env=False))
        wire = await stack.enter_async_context(amqp_wire(node.url(), REGISTRY))
        events: list[Envelope] = []
        client = await stack.enter_async_context(open_client(wire, events.append))
        accounts = Accounts(http, tuple(f"http://127.0.0.1:{process.port}" for process in processes))
        yield Platform(url, client, accounts, events)
