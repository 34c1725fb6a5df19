"""Migrations: Alembic, one history per service, in the schema of the service's name."""

import logging

from alembic import command
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.messages.errors import Rejected
from shared.kernel.store.database import create_engine
from shared.kernel.store.revisions import Found, Schema, config_of, found_revision, known_revisions

_SAY = "SELECT format('COMMENT ON TABLE alembic_version IS %L', CAST(:least AS text))"


async def migrate(url: str, schema: Schema) -> Found:
    """Make the schema if it is missing and bring it to the newest revision; safe to run side by side.

    Returns what is there then: a newer schema with which this code works is left as it is. Raises Rejected
    when it does not work with it.
    """
    service, known = schema.service, known_revisions(schema)
    wanted = Found(known.head, known.least[known.head])
    engine = create_engine(url, service, 1)
    try:
        async with engine.connect() as connection:
            found = await found_revision(connection)
        if known.is_newer(found) and (problem := known.problem(found)):
            raise Rejected(f"{service}: {problem}")
        if found == wanted or known.is_newer(found):
            return found
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": service})
            await _ensure_schema(connection, service)
            await connection.run_sync(_upgrade, schema)
            said = await connection.scalar(text(_SAY), {"least": wanted.least})
            await connection.exec_driver_sql(str(said))
        return wanted
    finally:
        await engine.dispose()


async def _ensure_schema(connection: AsyncConnection, service: str) -> None:
    exists = await connection.scalar(
        text("SELECT 1 FROM information_schema.schemata WHERE schema_name = :name"), {"name": service}
    )
    if not exists:
        await connection.execute(text(f'CREATE SCHEMA "{service}"'))


def _upgrade(connection: Connection, schema: Schema) -> None:
    config = config_of(schema)
    config.attributes["connection"] = connection
    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(config, "head")
