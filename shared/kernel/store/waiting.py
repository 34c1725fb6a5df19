"""Waiting for the database: what passes by itself is waited for, what only a person can mend is said."""

import asyncio
import ssl
from collections.abc import Awaitable, Callable

import structlog
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.messages.errors import Rejected
from shared.kernel.store.migrations import migrate
from shared.kernel.store.revisions import Found, Schema, found_revision, known_revisions
from shared.kernel.store.sqlstates import in_words, is_passing, state_of

log = structlog.get_logger(__name__)

_PAUSE = 1.0
_REFUSED = "28"
"""SQLSTATE class: the login is refused. Nothing else says anything about user and password."""
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
    if (state_of(error) or "").startswith(_REFUSED):
        raise Rejected(
            _WRONG_CREDENTIALS.format(service=service, why=getattr(error, "orig", error))
        ) from error
