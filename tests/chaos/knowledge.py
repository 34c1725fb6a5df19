"""Knowing that an event has reached everybody: its row in the inbox of each queue that is bound to it.

What comes next may depend on what another service has heard by then; a partner who goes on too early is
refused, and two runs would differ in refusals. So the load goes on when everybody knows, not when it has
heard the event itself.
"""

import asyncio
from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.language.topology import TOPOLOGY
from tests.chaos.partner import Heard

_PAUSE = 0.15


@dataclass
class Knowledge:
    """Asks the inboxes, all that is awaited at once; ``township`` is the load's."""

    engine: AsyncEngine
    township: str
    _awaited: dict[tuple[str, str], dict[str, asyncio.Future[None]]] = field(
        default_factory=lambda: defaultdict(dict)
    )

    async def everybody_knows(self, event: Heard) -> None:
        """Return when each queue that is bound to the event has handled it."""
        owner = event.type.split(".", 1)[0]
        loop = asyncio.get_running_loop()
        coming = [
            self._awaited[queue, owner].setdefault(event.id, loop.create_future())
            for queue in TOPOLOGY.heard_by(event.type)
        ]
        await asyncio.gather(*coming)

    def awaited(self) -> list[str]:
        """What has not arrived yet, for people."""
        return [f"{owner}'s {id} in {queue}" for (queue, owner), ids in self._awaited.items() for id in ids]

    async def watch(self) -> None:
        """Ask, until cancelled; a database that is away is asked again."""
        while True:
            for (queue, owner), awaited in tuple(self._awaited.items()):
                if awaited:
                    for id in await self._handled(queue, owner, tuple(awaited)):
                        _done(awaited.pop(id))
            await asyncio.sleep(_PAUSE)

    async def _handled(self, queue: str, owner: str, ids: tuple[str, ...]) -> list[str]:
        schema = queue.split(".", 1)[0]
        sql = text(
            f"SELECT message_id FROM {schema}.inbox WHERE consumer = :queue AND tenant = :township "
            "AND source = :source AND message_id = ANY(:ids)"
        )
        values = {"queue": queue, "township": self.township, "source": f"/youyue/{owner}", "ids": list(ids)}
        try:
            async with self.engine.connect() as connection:
                return list(await connection.scalars(sql, values))
        except (SQLAlchemyError, OSError, TimeoutError):
            return []


def _done(coming: asyncio.Future[None]) -> None:
    if not coming.done():
        coming.set_result(None)
