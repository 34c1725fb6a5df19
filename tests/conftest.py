"""Servers for the whole session. Each is started by the first test that asks for it; every xdist worker has
its own."""

import asyncio
import logging
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from hypothesis import HealthCheck, settings

from shared.embedded import EmbeddedPostgres
from shared.language.topology import CONSUMERS
from tests.servers.postgres import temporary_postgres
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import impatient_definitions, import_users, purge
from tests.support.databases import copy_template, know, make_template
from tests.support.partners import written as partners_of_tests
from tests.support.platform import Stand
from tests.support.township import OTHER_TOWNSHIP

# No example fails for the time it takes: the machine may be busy. In CI the library does so by itself.
settings.register_profile(
    "unhurried", settings(), deadline=None, suppress_health_check=(HealthCheck.too_slow,)
)
settings.load_profile("unhurried")

_configure = structlog.configure


def _uncached(**how: Any) -> None:
    """A program under test that configures logging in this process must not keep its loggers for good: a
    later test listens to what is logged."""
    _configure(**{**how, "cache_logger_on_first_use": False})


vars(structlog)["configure"] = _uncached


@pytest.fixture(autouse=True)
def logging_as_it_was() -> Iterator[None]:
    """A program under test that sets up logging in this process, to its own level and on an output that is
    captured, takes it with it when it is over: the next test hears every line again."""
    root = logging.getLogger()
    said, handlers, level = structlog.get_config(), root.handlers[:], root.level
    yield
    structlog.configure(**said)
    root.handlers[:], root.level = handlers, level


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[EmbeddedPostgres]:
    """A private PostgreSQL; make databases of your own with ``ensure_database``."""
    with temporary_postgres() as server:
        yield server


@pytest.fixture(scope="session")
def rabbitmq_server() -> Iterator[RabbitMQNode]:
    """A private, empty RabbitMQ node with an administrator; load what you need with
    ``import_definitions``."""
    with RabbitMQNode() as node:
        yield node


@pytest.fixture(scope="session")
def database_template(postgres_server: EmbeddedPostgres) -> EmbeddedPostgres:
    """The server, with a migrated database to copy."""
    make_template(postgres_server)
    return postgres_server


@pytest.fixture
def database_url(database_template: EmbeddedPostgres, request: pytest.FixtureRequest) -> str:
    """A database of the test's own, whose services know the sample's township; with the mark
    ``two_townships`` another one of the same lists as well."""
    url = copy_template(database_template)
    if request.node.get_closest_marker("two_townships"):
        for service in CONSUMERS:
            asyncio.run(know(url, service, OTHER_TOWNSHIP))
    return url


@pytest.fixture
def in_process(database_url: str) -> Stand:
    """A database of the test's own and the in-process transport."""
    return Stand(database_url)


@pytest.fixture(scope="session")
def provisioned_rabbitmq(
    rabbitmq_server: RabbitMQNode, tmp_path_factory: pytest.TempPathFactory
) -> RabbitMQNode:
    """The node, with the project's topology; delayed retries come back within a second."""
    folder = tmp_path_factory.mktemp("rabbitmq")
    rabbitmq_server.import_definitions(impatient_definitions(folder))
    return rabbitmq_server


@pytest.fixture
def over_rabbitmq(database_url: str, provisioned_rabbitmq: RabbitMQNode) -> Stand:
    """A database of the test's own and the private broker, its queues emptied."""
    url = provisioned_rabbitmq.url()
    asyncio.run(purge(url))
    return Stand(database_url, url)


@pytest.fixture(scope="session")
def guarded_rabbitmq(
    provisioned_rabbitmq: RabbitMQNode, tmp_path_factory: pytest.TempPathFactory
) -> tuple[RabbitMQNode, dict[str, str]]:
    """The node with the users of a real deployment, and the address of each."""
    return provisioned_rabbitmq, import_users(provisioned_rabbitmq, tmp_path_factory.mktemp("users"))


@pytest.fixture
def guarded(
    database_url: str, guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]], tmp_path: Path
) -> Stand:
    """As ``over_rabbitmq``, but every service and the client log in as themselves, and only publishers are
    believed."""
    node, users = guarded_rabbitmq
    asyncio.run(purge(node.url()))
    return Stand(database_url, node.url(), users, partners_of_tests(tmp_path))


@pytest.fixture(params=["in_process", "over_rabbitmq"])
def stand(request: pytest.FixtureRequest) -> Stand:
    """Both transports, one after the other: one behaviour."""
    stand: Stand = request.getfixturevalue(request.param)
    return stand
