"""Answers to forms, kept for a while for the browser that sent them. What they say is sealed before."""

from sqlalchemy import (
    Column,
    DateTime,
    Index,
    LargeBinary,
    MetaData,
    Table,
    delete,
    func,
    insert,
    select,
    text,
)
from sqlalchemy.ext.asyncio import AsyncConnection

_KEPT = text("interval '30 minutes'")
_MOST = 20_000
"""Rows: whoever sends forms without end fills no disk."""
_AT_ONCE = 100


def landings_table(metadata: MetaData) -> Table:
    """``landings``: under the hash of what opens it, an answer."""
    return Table(
        "landings",
        metadata,
        Column("hash", LargeBinary, primary_key=True),
        Column("sealed", LargeBinary, nullable=False),
        Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Index("ix_landings_made", "made_at"),
    )


async def keep(connection: AsyncConnection, table: Table, hash: bytes, sealed: bytes) -> bool:
    """Keep it, and let go what is old; False: there are too many."""
    old = select(table.c.hash).where(table.c.made_at < func.now() - _KEPT).limit(_AT_ONCE)
    await connection.execute(
        delete(table).where(table.c.hash.in_(old.with_for_update(skip_locked=True).scalar_subquery()))
    )
    if (await connection.scalar(select(func.count()).select_from(table)) or 0) >= _MOST:
        return False
    await connection.execute(insert(table).values(hash=hash, sealed=sealed))
    return True


async def kept(connection: AsyncConnection, table: Table, hash: bytes) -> bytes | None:
    """The answer; None: there is none, or its time is over."""
    mine = (table.c.hash == hash) & (table.c.made_at > func.now() - _KEPT)
    found: bytes | None = await connection.scalar(select(table.c.sealed).where(mine))
    return found
