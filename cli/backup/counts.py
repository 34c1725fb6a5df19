"""How much a service's schema holds: what a backup says of the cut, and a restore must bring back."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

_TABLES = text(
    "SELECT c.relname, format('SELECT count(*) FROM %I.%I', n.nspname, c.relname) "
    "FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
    "WHERE n.nspname = :service AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1"
)


@dataclass(frozen=True, slots=True)
class Counts:
    """``rows``: by table. ``journal_head``: its newest position, None when it is empty."""

    rows: Mapping[str, int]
    journal_head: int | None


async def counts_of(connection: AsyncConnection, service: str) -> Counts:
    """Count, as the connection's transaction sees it. Raises the database's errors."""
    tables = (await connection.execute(_TABLES, {"service": service})).all()
    rows = {name: await connection.scalar(text(counting)) or 0 for name, counting in tables}
    head = await connection.scalar(text(f'SELECT max(position) FROM "{service}".journal'))
    return Counts(rows, head)
