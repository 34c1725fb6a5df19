"""The commands that were sent from here, and their answers."""

from typing import Any

from sqlalchemy import RowMapping, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.desk.storage.tables import SENT
from shared.kernel.store.session import Session


async def note(connection: AsyncConnection, **row: Any) -> bool:
    """Write down that it is being sent; False: it was before, so it is one command."""
    made = await connection.execute(insert(SENT).values(**row).on_conflict_do_nothing().returning(SENT.c.id))
    return made.first() is not None


async def erase_sent(session: Session, tenant: str, subject: str) -> None:
    """Of a thing whose raiser is erased, what was written in forms goes, too; that something was sent, and
    its answer, stay."""
    await session.fetch(_ERASE, tenant, subject)


_ERASE = """
UPDATE sent SET data = '{}'::jsonb
WHERE tenant = $1 AND (subject = $2 OR answer -> 'event' ->> 'subject' = $2)
"""


async def forget(connection: AsyncConnection, id: str) -> None:
    """It could not be sent: it may be tried again."""
    await connection.execute(delete(SENT).where(SENT.c.id == id))


async def answered(connection: AsyncConnection, id: str, answer: dict[str, Any]) -> None:
    """Keep the answer to it."""
    what = {"answer": answer, "answered_at": func.now()}
    await connection.execute(update(SENT).where(SENT.c.id == id).values(**what))


async def one(connection: AsyncConnection, id: str, township: str, person: str) -> RowMapping | None:
    """What that person sent under that id."""
    query = select(SENT).where(SENT.c.id == id, SENT.c.tenant == township, SENT.c.person == person)
    return (await connection.execute(query)).mappings().first()


async def latest(connection: AsyncConnection, township: str, person: str) -> list[RowMapping]:
    """What that person sent, the latest first."""
    query = select(SENT).where(SENT.c.tenant == township, SENT.c.person == person)
    return list((await connection.execute(query.order_by(SENT.c.sent_at.desc()).limit(50))).mappings())
