"""People's actions on parked messages: find them, ask for another try, drop them. All of it is rows of one
table.

| status | meaning |
|---|---|
| parked | nobody has decided; asked for again or dropped by a person |
| retry_requested | the running service hands it to its pipeline when ``retry_at`` has come |
| retried | handled in the end, or recognised as handled before |
| dropped | somebody decided that it will not be handled, and said why; it can still be asked for again |
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, Update, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.journal.tables import JournalTables

PARKED, RETRY_REQUESTED, RETRIED, DROPPED = "parked", "retry_requested", "retried", "dropped"
STATUSES = (PARKED, RETRY_REQUESTED, RETRIED, DROPPED)
OPEN = (PARKED, RETRY_REQUESTED)
"""Nobody has finished with it."""
CUT_HEADER = "x-youyue-cut"
"""The bytes that the body had, where only its beginning was kept."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A selection of parked messages: every condition that is given must hold. Times are aware."""

    positions: tuple[int, ...] = ()
    statuses: tuple[str, ...] = (PARKED,)
    queue: str | None = None
    reason: str | None = None
    type: str | None = None
    tenant: str | None = None
    parked_before: datetime | None = None
    parked_after: datetime | None = None

    def conditions(self, tables: JournalTables) -> list[ColumnElement[bool]]:
        """The same in SQL."""
        rows = tables.parked.c
        found: list[ColumnElement[bool]] = [rows.status.in_(self.statuses)]
        if self.positions:
            found.append(rows.position.in_(self.positions))
        for name in ("queue", "reason", "type", "tenant"):
            if (value := getattr(self, name)) is not None:
                found.append(rows[name] == value)
        if self.parked_before:
            found.append(rows.parked_at < self.parked_before)
        if self.parked_after:
            found.append(rows.parked_at >= self.parked_after)
        return found


async def parked_messages(
    connection: AsyncConnection, tables: JournalTables, wanted: Wanted, limit: int | None = None
) -> Sequence[Row[Any]]:
    """The rows without their bodies, oldest first."""
    columns = [column for column in tables.parked.c if column.name != "body"]
    query = select(*columns).where(*wanted.conditions(tables)).order_by(tables.parked.c.position)
    return (await connection.execute(query.limit(limit))).all()


async def parked_message(
    connection: AsyncConnection, tables: JournalTables, position: int
) -> Row[Any] | None:
    """One row, whole; None if there is no such message."""
    return (
        await connection.execute(select(tables.parked).where(tables.parked.c.position == position))
    ).first()


async def count_parked(connection: AsyncConnection, tables: JournalTables, wanted: Wanted) -> int:
    """How many there are."""
    query = select(func.count()).select_from(tables.parked).where(*wanted.conditions(tables))
    return int(await connection.scalar(query) or 0)


async def grouped(connection: AsyncConnection, tables: JournalTables, wanted: Wanted) -> Sequence[Row[Any]]:
    """(queue, type, reason, how many, oldest, newest), most first."""
    rows = tables.parked.c
    key = (rows.queue, rows.type, rows.reason)
    many = func.count().label("messages")
    return (
        await connection.execute(
            select(
                *key, many, func.min(rows.parked_at).label("oldest"), func.max(rows.parked_at).label("newest")
            )
            .where(*wanted.conditions(tables))
            .group_by(*key)
            .order_by(many.desc(), *key)
        )
    ).all()


async def outcomes(
    connection: AsyncConnection, tables: JournalTables, wanted: Wanted
) -> Sequence[Row[tuple[str, str, str | None, int]]]:
    """(status, what was done last, why, how many) of those that are wanted."""
    last = tables.parked.c.history[-1]
    key = (tables.parked.c.status, last["did"].as_string().label("did"), last["why"].as_string().label("why"))
    query = select(*key, func.count().label("messages")).where(*wanted.conditions(tables)).group_by(*key)
    return (await connection.execute(query)).all()


async def ask_retry(
    connection: AsyncConnection, tables: JournalTables, wanted: Wanted, by: str, why: str | None = None
) -> Sequence[int]:
    """Ask the running service for another try, with all attempts again. Returns the positions: without
    those whose body was emptied or was not kept whole, which would be taken for something else."""
    rows = tables.parked.c
    change = (
        _noted(tables, wanted, "retry", by, why)
        .where(func.octet_length(rows.body) > 0, ~rows.headers.has_key(CUT_HEADER))
        .values(status=RETRY_REQUESTED, attempts=0, retry_at=func.clock_timestamp())
    )
    return (await connection.scalars(change.returning(tables.parked.c.position))).all()


async def drop(
    connection: AsyncConnection, tables: JournalTables, wanted: Wanted, by: str, why: str
) -> Sequence[int]:
    """Decide that they will not be handled; the rows stay. Returns the positions."""
    change = _noted(tables, wanted, "drop", by, why).values(status=DROPPED, retry_at=null())
    return (await connection.scalars(change.returning(tables.parked.c.position))).all()


async def note_reading(connection: AsyncConnection, tables: JournalTables, position: int, by: str) -> None:
    """Write down that somebody read the message with its private fields."""
    await connection.execute(_noted(tables, Wanted((position,), STATUSES), "read_unmasked", by, None))


def _noted(tables: JournalTables, wanted: Wanted, did: str, by: str, why: str | None) -> Update:
    return (
        update(tables.parked)
        .where(*wanted.conditions(tables))
        .values(history=tables.parked.c.history.op("||")(entry(did, by, why)))
    )


def entry(did: str, by: str, why: str | None) -> ColumnElement[Any]:
    """One entry of the history, at the database's time."""
    return func.jsonb_strip_nulls(
        func.jsonb_build_object("at", func.clock_timestamp(), "by", by, "did", did, "why", why)
    )
