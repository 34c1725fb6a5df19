"""Migrations lead exactly to the tables that the code expects."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from cli.services import load_service, schema_of
from shared.kernel.messages.errors import Rejected
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import migrate
from shared.kernel.store.revisions import Found, found_revision, known_revisions
from shared.language.topology import CONSUMERS
from tests.support.platform import Stand, running_platform
from tests.support.replays import CALL, CITIZEN


def difference(connection: Connection, metadata: MetaData) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


@pytest.mark.parametrize("service", CONSUMERS)
async def test_a_migrated_schema_is_what_the_code_says(in_process: Stand, service: str) -> None:
    engine = create_engine(in_process.database_url, service, 1)
    async with engine.connect() as connection:
        assert await connection.run_sync(difference, load_service(service).metadata) == []
        known = known_revisions(schema_of(service))
        assert await found_revision(connection) == Found(known.head, known.least[known.head])
    await engine.dispose()


async def test_migrating_again_changes_nothing(in_process: Stand) -> None:
    await migrate(in_process.database_url, schema_of("intake"))
    await migrate(in_process.database_url, schema_of("intake"))


PARKED = """
INSERT INTO parked_messages (queue, reason, detail, attempts, headers, body, status, parked_at)
VALUES ('intake.inbox.commands', 'failed', '', 1, '{}', '', 'parked', now())
"""
NEWER = "intake_9999"
"""What a version of the code made that is not written yet."""


async def newer(stand: Stand, least: str) -> None:
    """Another version has migrated the schema since, and says that code from ``least`` on works with it."""
    engine = create_engine(stand.database_url, "intake", 1)
    async with engine.begin() as connection:
        await connection.exec_driver_sql("ALTER TABLE journal ADD COLUMN reserved text")
        await connection.exec_driver_sql(f"UPDATE alembic_version SET version_num = '{NEWER}'")
        await connection.exec_driver_sql(f"COMMENT ON TABLE alembic_version IS '{least}'")
    await engine.dispose()


async def test_code_works_with_a_newer_schema_that_says_so_and_migrating_leaves_it_alone(
    in_process: Stand,
) -> None:
    head = known_revisions(schema_of("intake")).head
    await newer(in_process, head)
    assert await migrate(in_process.database_url, schema_of("intake")) == Found(NEWER, head)
    async with running_platform(in_process, "intake") as platform:
        raised = await platform.tell(CALL, CITIZEN)
        await platform.settle()
        assert raised.type == "intake.submission.received.v1"
        assert platform.service("intake").watch.problems() == []


async def test_code_refuses_a_newer_schema_that_it_does_not_understand_and_counts_all_the_same(
    in_process: Stand,
) -> None:
    async with running_platform(in_process, "intake") as platform:
        await platform.tell(CALL, CITIZEN)
        await platform.settle()
        await newer(in_process, "intake_9998")
        with pytest.raises(Rejected, match="intake_9998"):
            await migrate(in_process.database_url, schema_of("intake"))
        watch = platform.service("intake").watch
        async with platform.service("intake").engine.begin() as connection:
            await connection.exec_driver_sql(PARKED)
        ledger = (await watch.look()).ledger
        assert ledger
        assert ledger.parked == 1
        assert "newer" in watch.problems()[0]
