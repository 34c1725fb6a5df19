"""PostgreSQL by one address, with a standby behind it: what a switch costs, and what it never does."""

import asyncio
import socket
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

import pytest
from sqlalchemy import text

from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.settings.hosts import for_sqlalchemy
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import migrate
from shared.language.contracts import directory as d
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from tests.servers.postgres_pair import PostgresPair, postgres_pair
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import purge
from tests.support.databases import know
from tests.support.door import Door
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.readiness import OFFICE, PLAN, not_ready, plan, projects, ready
from tests.support.township import xiushan
from tests.support.waiting import until

SERVICES = ("directory", "handling")
OPERATOR = Actor("operator-1", Role.OPERATOR)
NEW_TOWNSHIP = "330921299"
ADD = d.AddTownship(profile=xiushan().profile, rules=xiushan().rules, lists=xiushan().lists)
BOUND = 30.0
"""Seconds from the switch until everything is answered and the services are ready; mostly one or two."""


@pytest.fixture
def pair() -> Iterator[PostgresPair]:
    with postgres_pair() as both:
        both.primary.ensure_database("youyue")
        yield both


@pytest.fixture
def broker_url(provisioned_rabbitmq: RabbitMQNode) -> str:
    url = provisioned_rabbitmq.url()
    asyncio.run(purge(url))
    return url


@asynccontextmanager
async def served(
    pair: PostgresPair, broker_url: str, url: str | None = None
) -> AsyncIterator[tuple[Platform, Door]]:
    """A platform whose database is behind a door, which leads to the primary."""
    direct = pair.primary.url("youyue")
    for service in SERVICES:
        await migrate(direct, schema_of(service))
    await know(direct, "handling", TOWNSHIP)
    async with Door(direct) as door:
        await door.open()
        async with running_platform(Stand(url or door.url, broker_url), *SERVICES) as platform:
            for running in platform.process.services:
                running.watch.period = 0.1
            yield platform, door


class Load:
    """Commands without a pause, eight at a time, each waiting for its answer."""

    def __init__(self, platform: Platform) -> None:
        self._platform = platform
        self._going = True
        self.answers: list[Envelope] = []
        self._tasks = [asyncio.create_task(self._ask()) for _ in range(8)]

    async def _ask(self) -> None:
        while self._going:
            self.answers.append(await self._platform.tell(PLAN, OFFICE))

    async def answered(self, more: int) -> None:
        """So many more answers have come."""
        wanted = len(self.answers) + more

        async def there() -> bool:
            return len(self.answers) >= wanted

        await until(there, BOUND)

    async def end(self) -> list[Envelope]:
        """All answers, of every command that was sent."""
        self._going = False
        await asyncio.gather(*self._tasks)
        return self.answers


async def nothing_lost_or_doubled(platform: Platform, answers: list[Envelope]) -> None:
    """As many projects as commands, each told of once; nothing was given up."""
    assert {answer.type for answer in answers} == {handling.ProjectPlanned.type}
    told = {answer.subject for answer in answers}
    assert len(told) == len(answers)
    assert {row.id for row in await platform.rows("handling", "SELECT id FROM project")} == told
    journal = "SELECT count(*), count(DISTINCT id) FROM journal WHERE type = :type"
    said = await platform.rows("handling", journal, type=handling.ProjectPlanned.type)
    assert tuple(said[0]) == (len(told), len(told))
    for service in SERVICES:
        assert await platform.scalar(service, "SELECT count(*) FROM parked_messages") == 0


async def test_after_a_crash_of_the_primary_the_standby_has_all_that_was_confirmed_and_work_goes_on(
    pair: PostgresPair, broker_url: str
) -> None:
    async with served(pair, broker_url) as (platform, door):
        load = Load(platform)
        await load.answered(40)
        await asyncio.to_thread(pair.crash_primary)
        assert "database" in await until(lambda: not_ready(platform))
        meanwhile = [asyncio.create_task(platform.tell(PLAN, OFFICE)) for _ in range(20)]
        await asyncio.to_thread(pair.promote)
        door.lead_to(pair.standby.port)
        async with asyncio.timeout(BOUND):
            late = await asyncio.gather(*meanwhile)
            await load.answered(40)
            await until(lambda: ready(platform), BOUND)
        await nothing_lost_or_doubled(platform, late + await load.end())
        # What one service tells the others arrives as before.
        assert (await platform.tell(ADD, OPERATOR, NEW_TOWNSHIP)).type == d.TownshipAdded.type
        await platform.settle()
        there = await platform.tell(PLAN, OFFICE, NEW_TOWNSHIP)
        assert there.type == handling.ProjectPlanned.type


async def test_while_the_address_leads_to_a_standby_commands_wait_and_spend_no_attempt(
    pair: PostgresPair, broker_url: str
) -> None:
    async with served(pair, broker_url) as (platform, door):
        before = await plan(platform, 20)
        await door.close()
        door.lead_to(pair.standby.port)
        await door.open()
        asked = asyncio.create_task(plan(platform, 40))

        async def said() -> bool:
            return "read-only" in await not_ready(platform)

        await until(said)
        await asyncio.sleep(1.5)  # longer than all retry tiers of the test together
        assert not asked.done()
        door.lead_to(pair.primary.port)
        async with asyncio.timeout(BOUND):
            after = await asked
            await until(lambda: ready(platform), BOUND)
        assert set(before + after) == {handling.ProjectPlanned.type}
        assert await projects(platform) == 60
        assert await platform.scalar("handling", "SELECT count(*) FROM parked_messages") == 0


async def fence(server: EmbeddedPostgres) -> None:
    """Let it write no more, but keep every session: what some tools do to a primary that was replaced."""
    for sql in ("ALTER SYSTEM SET default_transaction_read_only = on", "SELECT pg_reload_conf()"):
        await asyncio.to_thread(server.execute, sql)


async def test_sessions_that_stay_at_a_server_which_writes_no_more_are_given_up(
    pair: PostgresPair, broker_url: str
) -> None:
    async with served(pair, broker_url) as (platform, door):
        load = Load(platform)
        await load.answered(40)
        await fence(pair.primary)
        await asyncio.to_thread(pair.promote)
        door.lead_to(pair.standby.port)
        async with asyncio.timeout(BOUND):
            await load.answered(40)
            await until(lambda: ready(platform), BOUND)
        await nothing_lost_or_doubled(platform, await load.end())


async def test_of_two_hosts_in_one_address_the_one_that_writes_is_found(
    pair: PostgresPair, broker_url: str
) -> None:
    parts = urlsplit(pair.primary.url("youyue"))
    login = parts.netloc.rpartition("@")[0]
    hosts = f"127.0.0.1:{pair.standby.port},127.0.0.1:{pair.primary.port}"
    url = f"postgresql://{login}@{hosts}/youyue?target_session_attrs=read-write"
    async with served(pair, broker_url, url) as (platform, _):
        load = Load(platform)
        await load.answered(40)
        await asyncio.to_thread(pair.crash_primary)
        assert "database" in await until(lambda: not_ready(platform))
        await asyncio.to_thread(pair.promote)
        async with asyncio.timeout(BOUND):
            await load.answered(40)
            await until(lambda: ready(platform), BOUND)
        await nothing_lost_or_doubled(platform, await load.end())


async def test_a_host_that_takes_connections_and_says_nothing_is_passed_over(
    postgres_server: EmbeddedPostgres,
) -> None:
    parts = urlsplit(postgres_server.url("postgres"))
    login = parts.netloc.rpartition("@")[0]
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hosts = f"127.0.0.1:{silent.getsockname()[1]},127.0.0.1:{postgres_server.port}"
        engine = create_engine(for_sqlalchemy(f"postgresql://{login}@{hosts}/postgres"), "handling", 1)
        async with asyncio.timeout(BOUND), engine.connect() as connection:
            assert await connection.scalar(text("SELECT inet_server_port()")) == postgres_server.port
        await engine.dispose()
