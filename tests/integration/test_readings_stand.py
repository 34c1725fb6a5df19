"""Who read a contact stands: the role of the service that reads cannot change it."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import asyncpg
import pytest

from services.intake.app import SERVICE
from shared.embedded import EmbeddedPostgres
from shared.kernel.journal.purging import Due, Purge, RuleFailed
from shared.kernel.store.clock import SystemClock
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import migrate
from tests.integration.test_roles_script import run, server
from tests.support.purges import carry_out

__all__ = ["server"]
ADD = (
    "INSERT INTO contact_reads (tenant, submission_id, read_by, why, read_at) "
    "VALUES ('330921201', $1, 'office-1', '回访', now() - $2 * interval '1 year')"
)
CHANGES = (
    "UPDATE contact_reads SET why = '别的'",
    "DELETE FROM contact_reads WHERE submission_id = 'new'",
    "TRUNCATE contact_reads",
)
UNDOING = (
    "ALTER TABLE contact_reads DISABLE TRIGGER contact_reads_stand",
    "DROP TRIGGER contact_reads_stand ON contact_reads",
    "CREATE OR REPLACE FUNCTION contact_reads_stand() RETURNS trigger LANGUAGE plpgsql "
    "AS $$ BEGIN RETURN NULL; END $$",
    "ALTER TABLE contact_reads OWNER TO intake",
)


@pytest.fixture
async def intake(server: EmbeddedPostgres) -> AsyncIterator[asyncpg.Connection]:
    """The role of the service, as a deployment makes it, on tables that it has migrated."""
    assert await asyncio.to_thread(run, server, "first") == ""
    address = f"127.0.0.1:{server.port}/intake"
    await migrate(f"postgresql+asyncpg://intake:first-intake@{address}", SERVICE.schema)
    connection = await asyncpg.connect(
        f"postgresql://intake:first-intake@{address}", server_settings={"search_path": "intake"}
    )
    for id, years in (("new", 0), ("old", 4)):
        await connection.execute(ADD, id, years)
    yield connection
    await connection.close()


async def kept(connection: asyncpg.Connection) -> list[tuple[str, str]]:
    rows = await connection.fetch("SELECT submission_id, why FROM contact_reads ORDER BY position")
    return [(row[0], row[1]) for row in rows]


async def purge(server: EmbeddedPostgres, days: int) -> None:
    """As the service does it, with its own role."""
    url = f"postgresql+asyncpg://intake:first-intake@127.0.0.1:{server.port}/intake"
    engine = create_engine(url, "intake", 2)
    rules = [Due(rule, days) for rule in SERVICE.retention() if rule.name == "contact_reads"]
    clock = SystemClock()
    try:
        await carry_out(Purge(engine, SERVICE.journal, rules, (), clock, clock, timedelta(0)), at_most=1)
    finally:
        await engine.dispose()


async def test_the_services_role_adds_readings_and_neither_changes_nor_removes_them(
    intake: asyncpg.Connection,
) -> None:
    for change in CHANGES:
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await intake.execute(change)
    assert await kept(intake) == [("new", "回访"), ("old", "回访")]
    await intake.execute("DELETE FROM contact_reads WHERE submission_id = 'old'")
    assert await kept(intake) == [("new", "回访")], "what is older than the law asks for may go"


async def test_once_the_table_is_the_administrators_the_role_cannot_undo_that_either(
    server: EmbeddedPostgres, intake: asyncpg.Connection
) -> None:
    assert await asyncio.to_thread(run, server, "first") == ""
    for change in (*CHANGES, *UNDOING):
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await intake.execute(change)
    await intake.execute(ADD, "newer", 0)
    assert await kept(intake) == [("new", "回访"), ("old", "回访"), ("newer", "回访")]
    await purge(server, days=1096)
    assert await kept(intake) == [("new", "回访"), ("newer", "回访")], "its time was over"
    with pytest.raises(RuleFailed) as failed:
        await purge(server, days=-1)
    assert "added to, and not changed" in str(failed.value.__cause__)
    assert await kept(intake) == [("new", "回访"), ("newer", "回访")], "whatever a setting says"
    # What one may not give is not given; nobody becomes an administrator by saying so.
    await intake.execute("GRANT ALL ON contact_reads TO intake")
    may = "SELECT has_table_privilege('contact_reads', 'UPDATE, TRUNCATE')"
    assert not await intake.fetchval(may)
    with pytest.raises(asyncpg.PostgresError):
        await intake.execute("SET is_superuser = on")


async def test_the_service_reads_the_number_that_a_backup_asks_for(
    server: EmbeddedPostgres, intake: asyncpg.Connection
) -> None:
    """``pg_dump`` runs as the service, and reads each sequence."""
    assert await asyncio.to_thread(run, server, "first") == ""
    name = await intake.fetchval("SELECT pg_get_serial_sequence('intake.contact_reads', 'position')")
    assert await intake.fetchval(f"SELECT last_value FROM {name}") == 2
