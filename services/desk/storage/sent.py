"""The commands that were sent from here, and their answers."""

from typing import Any

from sqlalchemy import RowMapping, delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.desk.storage.tables import SENT, VOTED
from shared.kernel.store.session import Session
from shared.language.contracts.evaluation import CastVote


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
    """Keep the answer to it; and that its sender has voted, if that is what the answer says."""
    what = {"answer": answer, "answered_at": func.now()}
    sender = (SENT.c.tenant, SENT.c.person, SENT.c.type)
    row = await connection.execute(update(SENT).where(SENT.c.id == id).values(**what).returning(*sender))
    found, event = row.first(), answer.get("event")
    if found and found.type == CastVote.type and event:
        voted = {"tenant": found.tenant, "person": found.person, "ballot": event["subject"]}
        await connection.execute(insert(VOTED).values(**voted).on_conflict_do_nothing())


async def voted_in(connection: AsyncConnection, township: str, person: str) -> frozenset[str]:
    """The open ballots in which that person has voted from here."""
    query = select(VOTED.c.ballot).where(VOTED.c.tenant == township, VOTED.c.person == person)
    return frozenset(await connection.scalars(query))


async def forget_voters(session: Session, tenant: str, ballot: str) -> None:
    """It is over: nobody is asked to vote, and who has is nobody's business."""
    await session.fetch("DELETE FROM voted WHERE tenant = $1 AND ballot = $2", tenant, ballot)


async def one(connection: AsyncConnection, id: str, township: str, person: str) -> RowMapping | None:
    """What that person sent under that id."""
    query = select(SENT).where(SENT.c.id == id, SENT.c.tenant == township, SENT.c.person == person)
    return (await connection.execute(query)).mappings().first()


async def latest(connection: AsyncConnection, township: str, person: str) -> list[RowMapping]:
    """What that person sent, the latest first."""
    query = select(SENT).where(SENT.c.tenant == township, SENT.c.person == person)
    return list((await connection.execute(query.order_by(SENT.c.sent_at.desc()).limit(50))).mappings())
