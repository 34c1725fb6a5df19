"""Migrations: Alembic, one history per service, in the schema of the service's name."""

import asyncio
import logging
import ssl
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
from shared.errors import Rejected

log = structlog.get_logger(__name__)

_ROOT = Path(__file__).resolve().parent.parent
_PAUSE = 1.0
_REFUSED = "28"
"""SQLSTATE class: the login is refused."""
_WRONG_CREDENTIALS = (
    "{service} 的数据库不接受登录：请核对用户名、密码与加密要求（{why}）。"
    "The database of {service} refuses the login: check user, password and whether it wants TLS ({why})."
)
_NOT_CONVINCING = (
    "{service} 的数据库服务器证书不可信：{why}。请核对 YOUYUE_DATABASE_CA_FILE。"
    "The certificate of the database server of {service} does not convince: {why}. Check YOUYUE_DATABASE_CA_FILE."
)
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
    """Raise Rejected for what no waiting mends: wrong credentials, a certificate that does not convince."""
    state = getattr(getattr(error, "orig", None), "sqlstate", None) or getattr(error, "sqlstate", None)
    if isinstance(error, ssl.SSLCertVerificationError):
        raise Rejected(_NOT_CONVINCING.format(service=service, why=error.verify_message)) from error
    if state is not None and state.startswith(_REFUSED):
        raise Rejected(_WRONG_CREDENTIALS.format(service=service, why=getattr(error, "orig", error))) from error


def is_passing(error: DBAPIError) -> bool:
    """Whether it is worth waiting: nobody answers yet, or somebody is still setting up."""
    state = getattr(error.orig, "sqlstate", None)
    return state is None or state in _NOT_YET or state.startswith("08")
