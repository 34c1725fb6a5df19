"""Reading a service's journal from its beginning: the sent events, in the order of their decisions.

Page by page along the key, so memory is bounded and no transaction stays open that would keep old rows from
being cleaned up. Unsent events are left to the relay.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Subquery, func, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.kernel.journal.tables import JournalTables, body_of
from shared.kernel.journal.unsent import encoded
from shared.kernel.messages.envelope import Sealed

PAGE = 500


@dataclass(frozen=True, slots=True)
class Past:
    """A selection of events: every condition that is given must hold. ``since`` and ``until`` are aware and
    ask for the event's own time; ``until`` is excluded. ``types``: these alone. ``never``: not
    these. ``inside``: whole, else in their public face."""

    since: datetime | None = None
    until: datetime | None = None
    subject: str | None = None
    tenant: str | None = None
    types: tuple[str, ...] | None = None
    never: tuple[str, ...] = ()
    inside: bool = False

    def conditions(self, whole: Subquery) -> list[ColumnElement[bool]]:
        """The same in SQL, of the whole journal."""
        rows = whole.c
        found: list[ColumnElement[bool]] = [
            rows.sent_at.is_not(None),
            rows.asker.is_(None),
            rows.type.not_in(self.never),
        ]
        if self.since is not None:
            found.append(rows.time >= self.since)
        if self.until is not None:
            found.append(rows.time < self.until)
        if self.subject is not None:
            found.append(rows.subject == self.subject)
        if self.tenant is not None:
            found.append(rows.tenant == self.tenant)
        if self.types is not None:
            found.append(rows.type.in_(self.types))
        return found


async def sent_events(engine: AsyncEngine, tables: JournalTables, past: Past) -> AsyncIterator[Sealed]:
    """The events in the face that is asked for, oldest first, up to the newest that is there now."""
    async with engine.connect() as connection:
        newest = await connection.scalar(select(func.max(tables.whole.c.position))) or 0
    last = 0
    while True:
        async with engine.connect() as connection:
            page = await events_between(connection, tables, past, last, newest, PAGE)
        for position, event in page:
            if face := event.face(inside=past.inside):
                yield face
            last = position
        if len(page) < PAGE:
            return


async def events_between(
    connection: AsyncConnection, tables: JournalTables, past: Past, after: int, until: int, limit: int
) -> list[tuple[int, Sealed]]:
    """The first of them, with their positions, past ``after`` and not past ``until``."""
    whole = tables.whole
    rows = whole.c
    query = (
        select(
            rows.position,
            rows.id,
            rows.tenant,
            rows.type,
            rows.time,
            func.coalesce(rows.correlation, rows.envelope["correlationid"].astext, rows.id),
            body_of(whole),
            rows.public,
        )
        .where(*past.conditions(whole), rows.position > after, rows.position <= until)
        .order_by(rows.position)
        .limit(limit)
    )
    rows_found = (await connection.execute(query)).all()
    return [
        (position, Sealed(id, type, time, correlation, tenant, body.encode(), public=encoded(public)))
        for position, id, tenant, type, time, correlation, body, public in rows_found
    ]


async def counted(engine: AsyncEngine, tables: JournalTables, past: Past) -> dict[str, int]:
    """How many there are of each type."""
    whole = tables.whole
    rows = whole.c
    query = (
        select(rows.type, func.count()).where(*past.conditions(whole)).group_by(rows.type).order_by(rows.type)
    )
    async with engine.connect() as connection:
        return {row[0]: row[1] for row in await connection.execute(query)}
