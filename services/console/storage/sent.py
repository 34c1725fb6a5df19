"""What citizens have sent, and the answers, in the console's own table: any instance reads any answer."""

import json
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from services.console.storage.tables import SENT


async def begin(engine: AsyncEngine, id: str, township: str, type: str) -> bool:
    """Write down that it is being sent; False: it was before."""
    async with engine.begin() as connection:
        row = insert(SENT).values(id=id, tenant=township, type=type).on_conflict_do_nothing()
        return await connection.scalar(row.returning(SENT.c.id)) is not None


async def store(engine: AsyncEngine, body: bytes) -> None:
    """Keep an answer, if it is to anything that was sent from here."""
    said = json.loads(body)
    answered = (
        update(SENT)
        .where(SENT.c.id == said["data"].get("command_id"), SENT.c.answer.is_(None))
        .values(answer={"type": said["type"], "data": said["data"]}, answered_at=func.now())
    )
    async with engine.begin() as connection:
        await connection.execute(answered)


async def answer_to(engine: AsyncEngine, id: str) -> dict[str, Any] | None:
    """Type and data of the answer; None: there is none yet."""
    async with engine.connect() as connection:
        found: dict[str, Any] | None = await connection.scalar(select(SENT.c.answer).where(SENT.c.id == id))
        return found
