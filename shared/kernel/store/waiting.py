"""Waiting for the database: what passes by itself is waited for, what only a person can mend is said."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable
from types import MappingProxyType

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.messages.errors import Rejected
from shared.kernel.store.migrations import migrate
from shared.kernel.store.revisions import Found, Schema, found_revision, known_revisions

log = structlog.get_logger(__name__)

_PAUSE = 1.0
_REFUSED = "28"
"""SQLSTATE class: the login is refused. Nothing else says anything about user and password."""
_PASSING = ("08", "53", "57P", "3D000", "3F000", "25006", "58030")
"""SQLSTATEs, or how they begin: no connection, no room, coming up or going down, no such database or schema
yet, a standby that is about to take over, trouble with the disk."""
_WORDS = MappingProxyType(
    {
        "53100": "磁盘已满 no space left on the database's disk",
        "53200": "内存不足 the database has no memory left",
        "53300": "连接数已满 too many connections",
        "57P01": "正在关闭 the database is shutting down",
        "57P02": "崩溃后重启 the database restarts after a crash",
        "57P03": "还没有就绪 the database is starting up, shutting down or recovering",
        "25006": "只读 the database is read-only",
    }
)
_WRONG_CREDENTIALS = (
    "{service} 的数据库不接受登录：请核对用户名、密码与加密要求（{why}）。"
    "The database of {service} refuses the login: check user, password and whether it wants TLS ({why})."
)
_UNVERIFIED = (
    "{service} 的数据库服务器证书无法核实：{why}。请核对 YOUYUE_DATABASE_CA_FILE。"
    "The certificate of the database server of {service} could not be verified: {why}. "
    "Check YOUYUE_DATABASE_CA_FILE."
)
Waiting = Callable[[str | None], None]
"""Told what is waited for, as often as it was tried; and None when that is over."""


def unheard(problem: str | None) -> None:
    """Nobody wants to know."""


async def wait_for_schema(engine: AsyncEngine, schema: Schema, waiting: Waiting = unheard) -> None:
    """Return when the database answers and this code works with its schema.

    Raises Rejected when the login is refused, DBAPIError for what does not pass.
    """
    known = known_revisions(schema)

    async def in_the_way() -> str | None:
        async with engine.connect() as connection:
            return known.problem(await found_revision(connection))

    await _until(schema.service, in_the_way, waiting)


async def migrate_patiently(
    url: str, schema: Schema, patience: float | None = None, waiting: Waiting = unheard
) -> Found:
    """Bring the schema to the newest revision; waits ``patience`` seconds for the database; None: for ever.

    Raises Rejected, DBAPIError for what does not pass, and the last trouble when patience is at its end.
    """

    there: list[Found] = []

    async def migrated() -> None:
        there.append(await migrate(url, schema))

    await _until(schema.service, migrated, waiting, patience)
    return there[-1]


async def _until(
    service: str,
    attempt: Callable[[], Awaitable[str | None]],
    waiting: Waiting,
    patience: float | None = None,
) -> None:
    """Attempt until nothing is in the way any more; what is, is logged when it begins and when it changes."""
    clock = asyncio.get_running_loop().time
    begun, announced = clock(), None
    while True:
        try:
            problem = await attempt()
        except (OSError, TimeoutError, DBAPIError) as error:
            raise_if_rejected(service, error)
            late = patience is not None and clock() - begun > patience
            if late or (isinstance(error, DBAPIError) and not is_passing(error)):
                raise
            problem = in_words(error)
        if problem is None:
            break
        waiting(f"database: {problem}")
        if problem != announced:
            log.warning("waiting_for_database", service=service, problem=problem)
            announced = problem
        await asyncio.sleep(_PAUSE)
    waiting(None)
    if announced:
        log.info("database_is_there", service=service)


def raise_if_rejected(service: str, error: BaseException) -> None:
    """Raise Rejected for what no waiting mends: wrong credentials, a certificate that cannot be verified."""
    if isinstance(error, ssl.SSLCertVerificationError):
        raise Rejected(_UNVERIFIED.format(service=service, why=error.verify_message)) from error
    if (_state_of(error) or "").startswith(_REFUSED):
        raise Rejected(
            _WRONG_CREDENTIALS.format(service=service, why=getattr(error, "orig", error))
        ) from error


def is_passing(error: DBAPIError) -> bool:
    """Whether it is worth waiting: nobody answers, there is no room now, or somebody is still setting up."""
    state = _state_of(error)
    return state is None or state.startswith(_PASSING)


def server_said(error: BaseException) -> bool:
    """Whether a database answered at all."""
    return _state_of(error) is not None


def in_words(error: BaseException) -> str:
    """What is the matter, in one line; for what databases often say, in Chinese and English as well."""
    said = str(getattr(error, "orig", None) or error).strip() or repr(error)
    state = _state_of(error)
    first = said.splitlines()[0]
    words = _WORDS.get(state or "")
    return f"{words} ({first})" if words else first


def _state_of(error: BaseException) -> str | None:
    """The SQLSTATE; None: the database said nothing."""
    state: str | None = getattr(getattr(error, "orig", None), "sqlstate", None)
    return state or getattr(error, "sqlstate", None)
