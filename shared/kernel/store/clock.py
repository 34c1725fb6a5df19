"""Time. Services ask their clock, never the system; demo and tests move a story's clock, the relay's
included."""

from datetime import UTC, datetime
from typing import Protocol, cast

from sqlalchemy import Column, DateTime, MetaData, SmallInteger, Table, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection


class Clock(Protocol):
    """The current time, aware and in UTC."""

    async def now(self, connection: AsyncConnection) -> datetime:
        """The time, as the transaction of ``connection`` sees it."""
        ...


class SystemClock:
    """The machine's time."""

    async def now(self, connection: AsyncConnection) -> datetime:
        """The machine's time; nothing is asked of the database."""
        return datetime.now(UTC)


def story_clock_table(metadata: MetaData) -> Table:
    """One row at most: the story's time."""
    return Table(
        "story_clock",
        metadata,
        Column("only", SmallInteger, primary_key=True, autoincrement=False),
        Column("at", DateTime(timezone=True), nullable=False),
    )


class StoryClock:
    """A time kept in the service's database, so that every instance of the service sees the same."""

    def __init__(self, table: Table, start: datetime) -> None:
        self._table = table
        self._start = start

    async def now(self, connection: AsyncConnection) -> datetime:
        """The story's time; its start if it was never moved."""
        moved_to = await connection.scalar(select(self._table.c.at))
        return moved_to.astimezone(UTC) if moved_to else self._start.astimezone(UTC)

    async def move(self, connection: AsyncConnection, to: datetime) -> datetime:
        """Move forward to ``to``; never back. Returns the story's time now."""
        statement = insert(self._table).values(only=1, at=max(to, await self.now(connection)))
        moved = await connection.scalar(
            statement.on_conflict_do_update(
                # Another may have moved it since it was read.
                index_elements=["only"],
                set_={"at": func.greatest(self._table.c.at, statement.excluded.at)},
            ).returning(self._table.c.at)
        )
        return cast(datetime, moved).astimezone(UTC)


async def time_kept(connection: AsyncConnection, table: Table) -> datetime:
    """The story's time, in UTC; the machine's where no story is told."""
    return await StoryClock(table, datetime.now(UTC)).now(connection)
