"""The newest edition of a township, for those who only read it."""

from sqlalchemy import Text, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.directory.storage.tables import TOWNSHIP


async def edition_of(connection: AsyncConnection, township: str) -> int | None:
    """The number of the newest edition; None: there is no such township."""
    rows = TOWNSHIP.table.c
    return await connection.scalar(select(rows.version).where(rows.tenant == township, rows.id == township))


async def edition_and_document(connection: AsyncConnection, township: str) -> tuple[int, str] | None:
    """The newest edition and its stored document; None: there is no such township."""
    rows = TOWNSHIP.table.c
    question = select(rows.version, cast(rows.data, Text)).where(rows.tenant == township, rows.id == township)
    found = (await connection.execute(question)).one_or_none()
    return (found[0], found[1]) if found else None
