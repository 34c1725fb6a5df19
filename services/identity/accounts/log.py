"""The sign-in log: rows are added, and nobody but an administrator changes them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.identity.storage.tables import ACCOUNTS

OWN = "self"
"""Whoever the account belongs to did it."""


@dataclass(frozen=True, slots=True)
class Logged:
    """One row. ``what``: a code of the catalogue (``account.log.…``)."""

    at: datetime
    tenant: str
    person_id: str
    what: str
    address: str
    by: str


async def note(
    connection: AsyncConnection, tenant: str, person: str, what: str, address: str = "", by: str = OWN
) -> None:
    """Add a row."""
    row = {"tenant": tenant, "person_id": person, "what": what, "address": address[:64], "by": by[:64]}
    await connection.execute(insert(ACCOUNTS.log).values(**row))


async def read(
    connection: AsyncConnection, tenant: str, person: str | None = None, at_most: int = 100
) -> list[Logged]:
    """The newest rows first."""
    log = ACCOUNTS.log.c
    query = select(log.at, log.tenant, log.person_id, log.what, log.address, log.by).where(
        log.tenant == tenant
    )
    if person:
        query = query.where(log.person_id == person)
    rows = (await connection.execute(query.order_by(log.number.desc()).limit(at_most))).all()
    return [Logged(*row) for row in rows]
