"""Migrations lead exactly to the tables that the code expects."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, MetaData

from cli.services import load_service, schema_of
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import current_revision, head_of, migrate
from shared.language.topology import CONSUMERS
from tests.support.platform import Stand


def difference(connection: Connection, metadata: MetaData) -> list[object]:
    return list(compare_metadata(MigrationContext.configure(connection), metadata))


@pytest.mark.parametrize("service", CONSUMERS)
async def test_a_migrated_schema_is_what_the_code_says(in_process: Stand, service: str) -> None:
    engine = create_engine(in_process.database_url, service, 1)
    async with engine.connect() as connection:
        assert await connection.run_sync(difference, load_service(service).metadata) == []
        assert await current_revision(connection) == head_of(schema_of(service))
    await engine.dispose()


async def test_migrating_again_changes_nothing(in_process: Stand) -> None:
    await migrate(in_process.database_url, schema_of("intake"))
    await migrate(in_process.database_url, schema_of("intake"))
