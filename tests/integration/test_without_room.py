"""O02: a database that is full or read-only costs time: no attempt, no parked message, no person."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import asyncpg
import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
COMMANDS = 40
_FULL = """
CREATE FUNCTION handling.no_room() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE 'could not extend file: No space left on device' USING ERRCODE = '53100'; END $$;
CREATE TRIGGER no_room BEFORE INSERT ON handling.project EXECUTE FUNCTION handling.no_room()
"""


def address(stand: Stand) -> str:
    """As the driver takes it."""
    return stand.database_url.replace("+asyncpg", "")


@asynccontextmanager
async def read_only(stand: Stand) -> AsyncIterator[None]:
    """As a server whose operator, or whose failover, has made it so."""
    connection = await asyncpg.connect(address(stand))

    async def say(how: str) -> None:
        await connection.execute("SET SESSION CHARACTERISTICS AS TRANSACTION READ WRITE")
        await connection.execute(f"ALTER SYSTEM {how}")
        await connection.execute("SELECT pg_reload_conf()")

    try:
        await say("SET default_transaction_read_only = on")
        yield
    finally:
        await say("RESET default_transaction_read_only")
        await connection.close()


@asynccontextmanager
async def full(stand: Stand) -> AsyncIterator[None]:
    """As far as one table goes; the rest of the disk has room, as a database's last pages often have."""
    connection = await asyncpg.connect(address(stand))
    await connection.execute(_FULL)
    try:
        yield
    finally:
        await connection.execute("DROP TRIGGER no_room ON handling.project; DROP FUNCTION handling.no_room()")
        await connection.close()


async def problems(platform: Platform) -> list[str]:
    watch = platform.service("handling").watch
    await watch.look()
    return [problem for problem in watch.problems() if problem.startswith("database:")]


@pytest.mark.parametrize(
    ("trouble", "said"), [(read_only, "read-only"), (full, "no space left")], ids=["read_only", "full"]
)
async def test_commands_wait_for_room_and_are_carried_out_once_with_nothing_parked(
    over_rabbitmq: Stand, trouble: type, said: str
) -> None:
    async with running_platform(over_rabbitmq, "handling", story_clock=None) as platform:
        async with trouble(over_rabbitmq):
            asked = [asyncio.create_task(platform.tell(PLAN, OFFICE)) for _ in range(COMMANDS)]
            found = await until(lambda: problems(platform))
            assert said in found[0]
        answers = await asyncio.gather(*asked)
        assert {answer.type for answer in answers} == {handling.ProjectPlanned.type}
        assert await platform.scalar("handling", "SELECT count(*) FROM project") == COMMANDS
        assert await platform.scalar("handling", "SELECT count(*) FROM parked_messages") == 0

        async def well() -> bool:
            return not await problems(platform)

        await until(well)
