"""Migrations: Alembic, one history per service, in the schema of the service's name."""

import asyncio
import logging
from collections.abc import Callable
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.database import create_engine

log = structlog.get_logger(__name__)

_ROOT = Path(__file__).resolve().parent.parent
_PAUSE = 1.0
_NOT_YET = frozenset({"57P03", "3D000", "3F000"})
"""SQLSTATE of starting up, no such database, no such schema: somebody is still setting up."""


def folder_of(service: str) -> Path:
    """Where the service's migrations are."""
    return _ROOT / "services" / service / "migrations"


def _config(service: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(folder_of(service)))
    config.attributes["service"] = service
    return config


def head_of(service: str) -> str:
    """The newest revision in the code."""
    head = ScriptDirectory.from_config(_config(service)).get_current_head()
    assert head
    return head


def is_known_revision(service: str, revision: str) -> bool:
    """Whether the code knows that revision: not, when a newer version made it."""
    return any(script.revision == revision for script in ScriptDirectory.from_config(_config(service)).walk_revisions())


async def migrate(url: str, service: str) -> None:
    """Make the schema if it is missing and bring it to the newest revision; safe to run side by side."""
    engine = create_engine(url, service, 1)
    try:
        async with engine.connect() as connection:
            if await current_revision(connection) == head_of(service):
                return
        async with engine.begin() as connection:
            await connection.execute(text("SELECT pg_advisory_xact_lock(hashtext(:name))"), {"name": service})
            await _ensure_schema(connection, service)
            await connection.run_sync(_upgrade, service)
    finally:
        await engine.dispose()


async def _ensure_schema(connection: AsyncConnection, service: str) -> None:
    exists = await connection.scalar(
        text("SELECT 1 FROM information_schema.schemata WHERE schema_name = :name"), {"name": service}
    )
    if not exists:
        await connection.execute(text(f'CREATE SCHEMA "{service}"'))


def _upgrade(connection: Connection, service: str) -> None:
    config = _config(service)
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


async def wait_for_head(
    engine: AsyncEngine, service: str, waiting: Callable[[str | None], None] = lambda problem: None
) -> None:
    """Return when the database answers and its schema is at the revision that this code was written for.

    ``waiting`` is told why it takes so long, and None at the end.
    """
    head = head_of(service)
    announced = None
    while True:
        try:
            async with engine.connect() as connection:
                revision = await current_revision(connection)
            if revision == head:
                return waiting(None)
            problem = f"revision {revision}, need {head}: run youyue migrate"
        except (OSError, TimeoutError, DBAPIError) as error:
            if isinstance(error, DBAPIError) and not is_passing(error):
                raise
            problem = str(error)
        waiting(f"database: {problem}")
        if problem != announced:
            log.warning("waiting_for_database", service=service, problem=problem)
            announced = problem
        await asyncio.sleep(_PAUSE)


def is_passing(error: DBAPIError) -> bool:
    """Whether it is worth waiting: nobody answers yet, or somebody is still setting up."""
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state in _NOT_YET or state.startswith("08")
