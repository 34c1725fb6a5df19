"""One database session for one message: SQLAlchemy for questions, the driver for the statements of every message.

The driver prepares each text once a session; what is asked of it costs one round trip and no compiling.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, cast

import asyncpg
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.errors import ConnectionLost


class Session:
    """Until ``begin``, every statement is a transaction of its own. Open one with ``open_session``."""

    def __init__(self, connection: AsyncConnection, driver: "asyncpg.Connection[Any]") -> None:
        self.connection = connection
        """For what is composed with SQLAlchemy; in the same transaction, if there is one."""
        self._driver = driver
        self._in_transaction = False

    @property
    def in_transaction(self) -> bool:
        """Whether ``begin`` was called: what is locked stays locked until the commit."""
        return self._in_transaction

    async def begin(self, *, durable: bool = True) -> None:
        """Start a transaction, unless one is open. Not ``durable``: a crash of the server may take it back."""
        if self._in_transaction:
            return
        self._in_transaction = True
        await self._watched(self._driver.execute("BEGIN" if durable else "BEGIN; SET LOCAL synchronous_commit TO off"))

    async def commit(self) -> None:
        """End the transaction, if there is one."""
        if self._in_transaction:
            await self._watched(self._driver.execute("COMMIT"))
            self._in_transaction = False

    async def fetch(self, statement: str, *values: Any) -> list[asyncpg.Record]:
        """Run one statement with ``$1``… filled in. Raises what asyncpg raises, or ConnectionLost."""
        return cast(list[asyncpg.Record], await self._watched(self._driver.fetch(statement, *values)))

    async def _watched(self, running: Any) -> Any:
        try:
            return await running
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError) as error:
            if self._driver.is_closed():
                raise ConnectionLost(str(error)) from error
            raise

    async def leave_clean(self) -> None:
        """Undo what was not committed; a connection that cannot be cleaned is not given to anybody else."""
        try:
            if self._in_transaction and not self._driver.is_closed():
                await self._driver.execute("ROLLBACK")
                self._in_transaction = False
        finally:
            if self._in_transaction or self._driver.is_closed():
                await self.connection.invalidate()


@asynccontextmanager
async def open_session(engine: AsyncEngine) -> AsyncIterator[Session]:
    """A session of ``engine``, which must be ``autocommitting``; what is not committed is undone."""
    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        session = Session(connection, cast("asyncpg.Connection[Any]", driver))
        try:
            yield session
        finally:
            await asyncio.shield(session.leave_clean())


def autocommitting(engine: AsyncEngine) -> AsyncEngine:
    """The same engine and pool, for sessions: SQLAlchemy begins no transactions of its own."""
    return engine.execution_options(isolation_level="AUTOCOMMIT")
