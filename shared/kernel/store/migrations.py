"""Migrations: Alembic, one history per service, in the schema of the service's name."""

import asyncio
import logging
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import structlog
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.kernel.messages.errors import Rejected
from shared.kernel.store.database import create_engine

log = structlog.get_logger(__name__)

_PAUSE = 1.0
_REFUSED = "28"
"""SQLSTATE class: the login is refused."""
_WRONG_CREDENTIALS = (
    "{service} 的数据库不接受登录：请核对用户名、密码与加密要求（{why}）。"
    "The database of {service} refuses the login: check user, password and whether it wants TLS ({why})."
)
_UNVERIFIED = (
    "{service} 的数据库服务器证书无法核实：{why}。请核对 YOUYUE_DATABASE_CA_FILE。"
    "The certificate of the database server of {service} could not be verified: {why}. "
    "Check YOUYUE_DATABASE_CA_FILE."
)
_NOT_YET = frozenset({"57P03", "3D000", "3F000"})
"""SQLSTATE of starting up, no such database, no such schema: somebody is still setting up."""


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


async def wait_for_head(
    engine: AsyncEngine, schema: Schema, waiting: Callable[[str | None], None] = lambda problem: None
) -> None:
    """Return when the database answers and its schema is at the revision that this code was written for.

    ``waiting`` is told why it takes so long, and None at the end.
    """
    service, head = schema.service, head_of(schema)
    announced = None
    while True:
        try:
            async with engine.connect() as connection:
                revision = await current_revision(connection)
            if revision == head:
                return waiting(None)
            problem = f"revision {revision}, need {head}: run youyue migrate"
        except (OSError, TimeoutError, DBAPIError) as error:
            raise_if_rejected(service, error)
            if isinstance(error, DBAPIError) and not is_passing(error):
                raise
            problem = str(error)
        waiting(f"database: {problem}")
        if problem != announced:
            log.warning("waiting_for_database", service=service, problem=problem)
            announced = problem
        await asyncio.sleep(_PAUSE)


def raise_if_rejected(service: str, error: BaseException) -> None:
    """Raise Rejected for what no waiting mends: wrong credentials, a certificate that cannot be verified."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None) or getattr(error, "sqlstate", None)
    if isinstance(error, ssl.SSLCertVerificationError):
        raise Rejected(_UNVERIFIED.format(service=service, why=error.verify_message)) from error
    if state is not None and state.startswith(_REFUSED):
        raise Rejected(
            _WRONG_CREDENTIALS.format(service=service, why=getattr(error, "orig", error))
        ) from error


def is_passing(error: DBAPIError) -> bool:
    """Whether it is worth waiting: nobody answers yet, or somebody is still setting up."""
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state in _NOT_YET or state.startswith("08")
