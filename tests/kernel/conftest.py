"""What the library stands on: the session's servers, in both ways in which messages travel."""

import asyncio
from collections.abc import AsyncIterator
from uuid import uuid4

import pytest

from shared.embedded import EmbeddedPostgres
from shared.kernel.store.migrations import migrate
from tests.kernel.broker import empty, furnish
from tests.kernel.library.desk.app import SERVICE as DESK
from tests.kernel.library.shelves.app import SERVICE as SHELVES
from tests.kernel.stand import Library, Stand, library_on
from tests.servers.rabbitmq import RabbitMQNode

TEMPLATE = "library_template"


@pytest.fixture(scope="session")
def migrated(postgres_server: EmbeddedPostgres) -> EmbeddedPostgres:
    """The server, with a migrated database to copy."""
    postgres_server.ensure_database(TEMPLATE)
    for service in (SHELVES, DESK):
        asyncio.run(migrate(postgres_server.url(TEMPLATE), service.schema))
    return postgres_server


@pytest.fixture
def library_database(migrated: EmbeddedPostgres) -> str:
    """The address of a database of the test's own."""
    name = f"library_{uuid4().hex[:12]}"
    migrated.execute(f"CREATE DATABASE {name} TEMPLATE {TEMPLATE} STRATEGY file_copy")
    return migrated.url(name)


@pytest.fixture(scope="session")
def library_broker(rabbitmq_server: RabbitMQNode, tmp_path_factory: pytest.TempPathFactory) -> RabbitMQNode:
    """The node, with a place for the library."""
    furnish(rabbitmq_server, tmp_path_factory.mktemp("library"))
    return rabbitmq_server


@pytest.fixture(params=["in_process", "over_rabbitmq"])
def stand(request: pytest.FixtureRequest, library_database: str) -> Stand:
    """Both ways, one after the other: one behaviour."""
    if request.param == "in_process":
        return Stand(library_database)
    node: RabbitMQNode = request.getfixturevalue("library_broker")
    empty(node)
    return Stand(library_database, node)


@pytest.fixture
async def library(stand: Stand) -> AsyncIterator[Library]:
    """The library at work."""
    async with library_on(stand) as opened:
        yield opened
