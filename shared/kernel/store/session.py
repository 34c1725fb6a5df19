"""One database session for one message: SQLAlchemy for questions, the driver for the statements of every
message.

The driver prepares each text once a session; a question to it costs one round trip and no compiling. Sessions
are kept: taking one from SQLAlchemy's pool for each message costs a tenth of the message.
"""

import asyncio
import contextlib
from collections.abc import Awaitable
from time import monotonic
from typing import Any, TypeVar, cast

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.kernel.messages.errors import ConnectionLost
from shared.kernel.store.sqlstates import is_read_only

T = TypeVar("T")

_LIFETIME = 1800.0
"""Seconds until a session is closed instead of kept."""


class Session:
    """Until ``begin``, every statement is a transaction of its own. ``Sessions`` opens and keeps it."""

    def __init__(self, connection: AsyncConnection, driver: "asyncpg.Connection[Any]") -> None:
        self.connection = connection
        """For statements composed with SQLAlchemy; in the same transaction, if there is one."""
        self._driver = driver
        self._in_transaction = False
        self._born = monotonic()
        self.misled = False
        """Whether its server has turned read-only: it is used no more."""

    @property
    def in_transaction(self) -> bool:
        """Whether ``begin`` was called: locked rows stay locked until the commit."""
        return self._in_transaction

    async def begin(self, *, durable: bool = True) -> None:
        """Start a transaction, unless one is open. Not ``durable``: a crash of the server may take it
        back."""
        if self._in_transaction:
            return
        self._in_transaction = True
        await self._watched(
            self._driver.execute("BEGIN" if durable else "BEGIN; SET LOCAL synchronous_commit TO off")
        )

    async def commit(self) -> None:
        """End the transaction, if there is one."""
        if self._in_transaction:
            await self._watched(self._driver.execute("COMMIT"))
            self._in_transaction = False

    async def fetch(self, statement: str, *values: Any) -> list[asyncpg.Record]:
        """Run one statement with ``$1``… filled in. Raises asyncpg's errors, or ConnectionLost."""
        return cast(list[asyncpg.Record], await self._watched(self._driver.fetch(statement, *values)))

    async def _watched(self, running: Awaitable[T]) -> T:
        try:
            return await running
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            if self._driver.is_closed():
                raise ConnectionLost(str(error)) from error
            if is_read_only(error):
                self.misled = True
                self._driver.terminate()
            raise

    @property
    def usable(self) -> bool:
        """Whether it is connected, as far as we know, and not too old."""
        return not self._driver.is_closed() and monotonic() - self._born < _LIFETIME

    async def undo(self) -> None:
        """Take back all uncommitted changes."""
        if self._in_transaction and not self._driver.is_closed():
            await self._driver.execute("ROLLBACK")
            self._in_transaction = False

    async def close(self) -> None:
        """End it; the connection is not given to anybody else."""
        with contextlib.suppress(Exception):
            await self.connection.invalidate()
            await self.connection.close()


async def session_of(connection: AsyncConnection) -> Session:
    """A session over a connection that somebody else opened, and closes."""
    driver = (await connection.get_raw_connection()).driver_connection
    return Session(connection, cast("asyncpg.Connection[Any]", driver))


class Sessions:
    """At most ``size`` sessions of one engine, used again and again; a later caller waits."""

    def __init__(self, engine: AsyncEngine, size: int) -> None:
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self.size = size
        self.used = 0
        """The number of sessions in use now."""
        self._places = asyncio.Semaphore(size)
        self._idle: list[Session] = []

    def open(self) -> "Opened":
        """A session, for ``async with``; uncommitted changes are undone at the end. Raises SQLAlchemy's error
        if it cannot connect."""
        return Opened(self)

    async def take(self) -> Session:
        """A session to be given back: see ``open``."""
        await self._places.acquire()
        try:
            session = await self._take()
        except BaseException:
            self._places.release()
            raise
        self.used += 1
        return session

    async def give_back(self, session: Session) -> None:
        """Undo what was not committed, and keep it for the next."""
        self.used -= 1
        try:
            if session.misled:  # so are the others; the address may lead to another server by now
                await self.close()
            if session.in_transaction:
                await asyncio.shield(self._undo(session))
            self._idle.append(session)
        finally:
            self._places.release()

    async def close(self) -> None:
        """Close those that nobody uses."""
        while self._idle:
            await self._idle.pop().close()

    async def _take(self) -> Session:
        while self._idle:
            session = self._idle.pop()
            if session.usable:
                return session
            await session.close()
        return await session_of(await self._engine.connect())

    async def _undo(self, session: Session) -> None:
        """A session that cannot even do this is not used again."""
        try:
            await session.undo()
        except Exception:
            await session.close()


class Opened:
    """A session while it is used. A class, because a generator costs as much again as the session itself."""

    __slots__ = ("_session", "_sessions")

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions

    async def __aenter__(self) -> Session:
        self._session = await self._sessions.take()
        return self._session

    async def __aexit__(self, *_: object) -> None:
        await self._sessions.give_back(self._session)
