"""The editions of a township: the newest, and what has changed since an earlier one."""

from sqlalchemy import Text, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.directory.storage.tables import LIST_CHANGES, TOWNSHIP
from shared.kernel.store.session import Session

_NAMED = 20
"""Entries that a refusal names at most."""


async def edition_of(connection: AsyncConnection, township: str) -> int | None:
    """The number of the newest edition; None: there is no such township."""
    rows = TOWNSHIP.table.c
    return await connection.scalar(select(rows.version).where(rows.tenant == township, rows.id == township))


async def changed_since(session: Session, township: str, edition: int) -> tuple[str, ...]:
    """The entries that later editions have changed, list and key in a line."""
    rows = LIST_CHANGES.c
    question = (
        select(rows.list, rows.key)
        .distinct()
        .where(rows.tenant == township, rows.edition > edition)
        .order_by(rows.list, rows.key)
        .limit(_NAMED)
    )
    return tuple(f"{list} {key}".strip() for list, key in await session.connection.execute(question))


async def edition_and_document(connection: AsyncConnection, township: str) -> tuple[int, str] | None:
    """The newest edition and its stored document; None: there is no such township."""
    rows = TOWNSHIP.table.c
    question = select(rows.version, cast(rows.data, Text)).where(rows.tenant == township, rows.id == township)
    found = (await connection.execute(question)).one_or_none()
    return (found[0], found[1]) if found else None
