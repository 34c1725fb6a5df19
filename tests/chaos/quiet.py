"""Between two moves of clocks everything that is due comes to its end.

Two things that fall on one moment of the story, a reminder by intake's clock and the closing that follows
from evaluation's, come in either order, and both are right. Two runs must have them in the same one.
"""

import asyncio
from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.language.contracts.registry import TYPES
from shared.language.topology import CONSUMERS, TOPOLOGY

_PAUSE = 0.2
_UNSENT = (
    "SELECT EXISTS (SELECT 1 FROM {owner}.journal WHERE tenant = :township AND sent_at IS NULL "
    "AND (available_at IS NULL OR available_at <= :until))"
)
_UNHEARD = (
    "SELECT EXISTS (SELECT 1 FROM {owner}.journal j WHERE tenant = :township AND asker IS NULL "
    "AND available_at IS NULL AND time >= :since AND type = ANY (:types) AND NOT EXISTS (SELECT 1 FROM "
    "{reader}.inbox i WHERE consumer = :queue AND i.tenant = j.tenant AND source = :source "
    "AND message_id = j.id))"
)


@dataclass
class Quiet:
    """Asks the databases; ``township`` is the load's. ``awaited``: what was still to come at the last
    look."""

    engine: AsyncEngine
    township: str
    awaited: tuple[str, ...] = ()

    async def comes(self, since: datetime, until: datetime, moved: Collection[str]) -> None:
        """Return when all is out, of services whose clocks were ``moved`` also what is due by ``until``, and
        everybody has handled what was said from ``since`` on."""
        quiet = 0
        while quiet < 2:
            # What is handled between two looks may have said something: seen twice it is so.
            quiet = quiet + 1 if await self._is(since, until, moved) else 0
            await asyncio.sleep(_PAUSE)

    async def _is(self, since: datetime, until: datetime, moved: Collection[str]) -> bool:
        try:
            async with self.engine.connect() as connection:
                self.awaited = tuple([one async for one in self._at_work(connection, since, until, moved)])
        except (SQLAlchemyError, OSError, TimeoutError):
            return False
        return not self.awaited

    async def _at_work(
        self, connection: AsyncConnection, since: datetime, until: datetime, moved: Collection[str]
    ) -> AsyncIterator[str]:
        for owner in CONSUMERS:
            unsent = {"township": self.township, "until": until if owner in moved else since}
            if await connection.scalar(text(_UNSENT.format(owner=owner)), unsent):
                yield f"what {owner} has to send"
        for queue, owner, types in _HEARD:
            unheard = {"township": self.township, "since": since, "types": list(types), "queue": queue}
            sql = text(_UNHEARD.format(owner=owner, reader=queue.split(".", 1)[0]))
            if await connection.scalar(sql, {**unheard, "source": f"/youyue/{owner}"}):
                yield f"what {owner} has said, in {queue}"


def _heard() -> dict[tuple[str, str], tuple[str, ...]]:
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for type in TYPES:
        owner = type.split(".", 1)[0]
        for queue in TOPOLOGY.heard_by(type):
            found[queue, owner] = (*found.get((queue, owner), ()), type)
    return found


_HEARD = tuple((queue, owner, types) for (queue, owner), types in _heard().items())
