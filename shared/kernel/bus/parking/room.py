"""How much of the parking lot one publisher may take up: what it sends cannot fill the database.

Whole bodies up to a number of bytes, then the beginning of each, then nothing but a line in the log. What our
own services published is kept whole, whatever it is. Counted is what nobody has finished with, for each
service; copies of a service each look once a minute, so together they may go a little beyond.
"""

import asyncio
from dataclasses import dataclass, field
from hashlib import sha256

import structlog
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.bus.access.users import OPERATOR
from shared.kernel.bus.delivery.delivery import PUBLISHER_HEADER, Delivery
from shared.kernel.bus.parking.parked import OPEN
from shared.kernel.bus.parking.parking import store_parked
from shared.kernel.journal.tables import JournalTables
from shared.kernel.messages.registry import Registry

AT_MOST, MOST_ROWS = 32 * 1024 * 1024, 10_000
"""Bytes and messages of one publisher."""
CUT_TO = 256
"""Bytes that are kept of a body for which there is no room."""
_LOOK_SECONDS = 60.0


log = structlog.get_logger(__name__)


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()


@dataclass(slots=True)
class _Taken:
    bytes: int
    rows: int
    seen_at: float


@dataclass
class Room:
    """One service's parking lot. ``at_most`` bytes and ``most_rows`` messages for each publisher."""

    engine: AsyncEngine
    tables: JournalTables
    registry: Registry
    at_most: int = AT_MOST
    most_rows: int = MOST_ROWS
    _taken: dict[str, _Taken] = field(default_factory=dict)

    async def park(self, delivery: Delivery, reason: str, detail: str) -> None:
        """Keep it, or as much of it as there is room for."""
        log.warning("parked", queue=delivery.queue, reason=reason, detail=detail)
        kept = await self.kept_of(delivery)
        if kept is None:
            size, digest = len(delivery.body), _digest(delivery.body)
            log.error("not_parked", publisher=delivery.publisher, size=size, sha256=digest)
            return
        body, cut = kept
        said = "; ".join(filter(None, (detail, cut)))
        await store_parked(
            self.engine, self.tables, self.registry, delivery._replace(body=body), reason, said
        )

    async def kept_of(self, delivery: Delivery) -> tuple[bytes, str] | None:
        """What is kept of the body, and a word about what is not; None: there is no room at all."""
        publisher = delivery.publisher or ""
        if publisher == OPERATOR or publisher in self.registry.services:
            return delivery.body, ""
        taken = await self._looked(publisher)
        if taken.rows >= self.most_rows:
            return None
        size = len(delivery.body)
        whole = size <= CUT_TO or taken.bytes + size <= self.at_most
        kept = delivery.body if whole else delivery.body[:CUT_TO]
        taken.rows += 1
        taken.bytes += len(kept)
        return kept, "" if whole else f"{CUT_TO} of {size} bytes kept, sha256 {_digest(delivery.body)}"

    async def _looked(self, publisher: str) -> _Taken:
        now = asyncio.get_running_loop().time()
        found = self._taken.get(publisher)
        if found is None or now - found.seen_at > _LOOK_SECONDS:
            rows = self.tables.parked.c
            query = select(func.coalesce(func.sum(func.octet_length(rows.body)), 0), func.count()).where(
                rows.status.in_(OPEN), func.coalesce(rows.headers[PUBLISHER_HEADER].astext, "") == publisher
            )
            async with self.engine.connect() as connection:
                size, count = (await connection.execute(query)).one()
            found = self._taken[publisher] = _Taken(int(size), int(count), now)
        return found
