"""How much of the parking lot one publisher may take up: what it sends cannot fill the database.

Whole bodies up to a number of bytes, then the beginning of each, then nothing but a line in the log. What our
own services published is kept whole, whatever it is. Counted is what nobody has finished with, for each
service; copies of a service each look once a minute, so together they may go a little beyond.

Nobody can hand what was not kept whole to the pipeline again. So whoever can be answered is: the message was
not carried out, its id is not taken, and it is to be sent again. The rest is in the log and in the figures.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import NamedTuple

import structlog
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.kernel.bus.access.trust import Trust
from shared.kernel.bus.access.users import OPERATOR
from shared.kernel.bus.delivery.answering import Answering
from shared.kernel.bus.delivery.delivery import PUBLISHER_HEADER, Delivery
from shared.kernel.bus.delivery.statistics import BEGINNING, NOTHING, Statistics
from shared.kernel.bus.delivery.unreadable import salvaged
from shared.kernel.bus.parking.parked import CUT_HEADER, OPEN
from shared.kernel.bus.parking.parking import store_parked
from shared.kernel.journal.tables import JournalTables
from shared.kernel.messages.errors import refuse
from shared.kernel.messages.registry import Registry

AT_MOST, MOST_ROWS = 32 * 1024 * 1024, 10_000
"""Bytes and messages of one publisher."""
CUT_TO = 256
"""Bytes that are kept of a body for which there is no room."""
_LOOK_SECONDS = 60.0


log = structlog.get_logger(__name__)


class Kept(NamedTuple):
    """What there is room for. ``body`` None: nothing at all."""

    body: bytes | None
    whole: bool = False
    counted: "_Taken | None" = None

    def give_back(self) -> None:
        """It was not kept after all, and will be tried again: it must not count twice."""
        if self.counted is not None and self.body is not None:
            self.counted.rows -= 1
            self.counted.bytes -= len(self.body)


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
    trust: Trust
    answering: Answering
    statistics: Statistics
    at_most: int = field(default_factory=lambda: AT_MOST)
    most_rows: int = field(default_factory=lambda: MOST_ROWS)
    _taken: dict[str, _Taken] = field(default_factory=dict)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Of many that come together one looks, and all count on from what it saw."""

    async def park(self, delivery: Delivery, reason: str, detail: str) -> None:
        """Keep it, or as much of it as there is room for."""
        log.warning("parked", queue=delivery.queue, reason=reason, detail=detail)
        kept = await self.kept_of(delivery)
        try:
            if not kept.whole:
                # First, since it is not said twice when what follows fails and all of it is done again.
                await self._tell(delivery)
            if kept.body is not None:
                await self._store(delivery, kept.body, reason, detail)
        except BaseException:
            kept.give_back()
            raise
        if not kept.whole:
            size, digest = len(delivery.body), _digest(delivery.body)
            left = NOTHING if kept.body is None else BEGINNING
            log.error("not_parked", publisher=delivery.publisher, kept=left, size=size, sha256=digest)
            self.statistics.without_room(self.trust.sort_of(delivery.publisher), left)

    async def kept_of(self, delivery: Delivery) -> Kept:
        """What is kept of the body; from now on it counts."""
        publisher = delivery.publisher or ""
        if _has_all_room(self.trust.registry, publisher):
            return Kept(delivery.body, whole=True)
        taken = await self._looked(publisher)
        if taken.rows >= self.most_rows:
            return Kept(None)
        size = len(delivery.body)
        whole = size <= CUT_TO or taken.bytes + size <= self.at_most
        kept = delivery.body if whole else delivery.body[:CUT_TO]
        taken.rows += 1
        taken.bytes += len(kept)
        return Kept(kept, whole, taken)

    async def _store(self, delivery: Delivery, body: bytes, reason: str, detail: str) -> None:
        size = len(delivery.body)
        if len(body) < size:
            cut = f"{len(body)} of {size} bytes kept, sha256 {_digest(delivery.body)}"
            detail = "; ".join(filter(None, (detail, cut)))
            delivery = delivery._replace(body=body, headers={**delivery.headers, CUT_HEADER: size})
        await store_parked(self.engine, self.tables, self.trust.registry, delivery, reason, detail)

    async def _tell(self, delivery: Delivery) -> None:
        """Answer a command to this service whose sender is known; as often as refusals are told."""
        user, registry = delivery.publisher, self.trust.registry
        if user is None or not self.trust.knows(user):
            return
        found = salvaged(delivery, registry)
        if found.id is None or not registry.is_command_to(self.answering.service, found.type):
            return
        if refusal := self.answering.told_of(refuse("not_kept"), user):
            await self.answering.unread(delivery, user, refusal, *found)

    async def _looked(self, publisher: str) -> _Taken:
        async with self._looking:
            now = asyncio.get_running_loop().time()
            found = self._taken.get(publisher)
            if found is None or now - found.seen_at > _LOOK_SECONDS:
                query = select(*_taken(self.tables)).where(_open(self.tables), _by(self.tables) == publisher)
                async with self.engine.connect() as connection:
                    size, count = (await connection.execute(query)).one()
                found = self._taken[publisher] = _Taken(int(size), int(count), now)
            return found


async def without_room(
    connection: AsyncConnection, tables: JournalTables, registry: Registry
) -> Sequence[str]:
    """The publishers for whose next message there is no room, or hardly any; "" stands for nobody."""
    (size, count), publisher = _taken(tables), _by(tables).label("publisher")
    query = select(publisher).where(_open(tables)).group_by(publisher).order_by(publisher)
    found = await connection.scalars(query.having(or_(size > AT_MOST - CUT_TO, count >= MOST_ROWS)))
    return [name for name in found if not _has_all_room(registry, name)]


def _has_all_room(registry: Registry, publisher: str) -> bool:
    return publisher == OPERATOR or publisher in registry.services


def _taken(tables: JournalTables) -> tuple[ColumnElement[int], ColumnElement[int]]:
    return func.coalesce(func.sum(func.octet_length(tables.parked.c.body)), 0), func.count()


def _open(tables: JournalTables) -> ColumnElement[bool]:
    return tables.parked.c.status.in_(OPEN)


def _by(tables: JournalTables) -> ColumnElement[str]:
    return func.coalesce(tables.parked.c.headers[PUBLISHER_HEADER].astext, "")


def _digest(body: bytes) -> str:
    return sha256(body).hexdigest()
