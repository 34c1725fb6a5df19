"""Migrations: Alembic, one history per service, in the schema of the service's name."""

import logging
from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.store.database import create_engine


@dataclass(frozen=True, slots=True)
class Schema:
    """The database schema of one service, and the folder with the history of its migrations."""

    service: str
    folder: Path


def _config(schema: Schema) -> Config:
    config = Config()
    config.set_main_option("script_location", str(schema.folder))
    config.attributes["service"] = schema.service
    return config


def head_of(schema: Schema) -> str:
    """The newest revision in the code."""
    head = ScriptDirectory.from_config(_config(schema)).get_current_head()
    assert head
    return head


def is_known_revision(schema: Schema, revision: str) -> bool:
    """Whether the code knows that revision: not, when a newer version made it."""
    return any(
        script.revision == revision
        for script in ScriptDirectory.from_config(_config(schema)).walk_revisions()
    )


async def migrate(url: str, schema: Schema) -> None:
    """Make the schema if it is missing and bring it to the newest revision; safe to run side by side."""
    service = schema.service
    engine = create_engine(url, service, 1)
    try:
        async with engine.connect() as connection:
            if await current_revision(connection) == head_of(schema):
                return
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": service})
            await _ensure_schema(connection, service)
            await connection.run_sync(_upgrade, schema)
    finally:
        await engine.dispose()


async def _ensure_schema(connection: AsyncConnection, service: str) -> None:
    exists = await connection.scalar(
        text("SELECT 1 FROM information_schema.schemata WHERE schema_name = :name"), {"name": service}
    )
    if not exists:
        await connection.execute(text(f'CREATE SCHEMA "{service}"'))


def _upgrade(connection: Connection, schema: Schema) -> None:
    config = _config(schema)
    config.attributes["connection"] = connection
    logging.getLogger("alembic").setLevel(logging.WARNING)
    command.upgrade(config, "head")


async def current_revision(connection: AsyncConnection) -> str | None:
    """The revision of the schema that ``connection`` sees, or None if there is none yet."""
    try:
        revision: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    except ProgrammingError:
        return None
    return revision
