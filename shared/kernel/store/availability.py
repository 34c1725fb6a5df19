"""Whether the database answers, and whether it can write: who finds it away waits until it is back.

A message whose handling failed because the database was away, full or read-only has used up no attempt.
"""

import asyncio

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.store.database import DATABASE_TROUBLE
from shared.kernel.store.sqlstates import in_words

log = structlog.get_logger(__name__)

_LOOK_SECONDS = 5.0
_ASK = text("SELECT 1")
_WRITE = (
    text("CREATE TEMPORARY TABLE room (line text)"),
    text("INSERT INTO room SELECT md5(n::text) FROM generate_series(1, 4000) AS n"),
)
"""Some hundred kilobytes, which are rolled back."""


class Availability:
    """Shared by the handlers of one service."""

    def __init__(self, engine: AsyncEngine, pause: float = 0.5) -> None:
        self._engine = engine
        self._pause = pause
        self._lock = asyncio.Lock()
        self._outages = 0
        self.without_room: str | None = None
        """Why the database cannot write, in words; None: as far as anybody knows it can."""

    async def waited(self) -> bool:
        """False at once if the database answers; True when it was away and answers again."""
        known = self._outages
        async with self._lock:
            if self._outages != known:
                return True
            if await self._trouble() is None:
                return False
            log.warning("database_away")
            await self._until_back(writes=False)
            log.info("database_back")
            return True

    async def wait_for_room(self, why: str) -> None:
        """Return when the database can write again, or may: it has just said that it cannot."""
        known = self._outages
        async with self._lock:
            if self._outages != known:
                return
            if self.without_room is None:
                log.warning("database_without_room", why=why)
            self.without_room = why
            await self._until_back(writes=True)
            self.without_room = None
            log.info("database_writes_again")

    async def look_for_room(self) -> None:
        """Where no handler waits any more, as on queues that were left: see whether there is room again."""
        if self.without_room and not self._lock.locked():
            self.without_room = await self._trouble(writes=True)

    async def _until_back(self, *, writes: bool) -> None:
        while True:
            await asyncio.sleep(self._pause)
            if await self._trouble(writes=writes) is None:
                break
        self._outages += 1

    async def _trouble(self, *, writes: bool = False) -> str | None:
        """What the database says; None: it is well."""
        try:
            async with asyncio.timeout(_LOOK_SECONDS), self._engine.connect() as connection:
                for statement in (_ASK, *(_WRITE if writes else ())):
                    await connection.execute(statement)
                await connection.rollback()
        except DATABASE_TROUBLE as error:
            return in_words(error)
        return None
