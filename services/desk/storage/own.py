"""What people keep at the desk for themselves: filters of lists, and the link of their calendar."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from secrets import token_urlsafe

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from services.desk.storage.tables import CALENDAR_LINKS, SAVED_FILTERS

AT_MOST = 30
"""Filters of one person."""
_F, _L = SAVED_FILTERS.c, CALENDAR_LINKS.c


@dataclass(frozen=True, slots=True)
class SavedFilter:
    """A filter that somebody has named. ``path``: the list's; ``query``: what its address says."""

    name: str
    path: str
    query: str

    @property
    def href(self) -> str:
        """The list as it filters it."""
        return f"/{self.path}?{self.query}"


async def filters_of(connection: AsyncConnection, township: str, person: str) -> list[SavedFilter]:
    """Their filters, by name."""
    query = select(_F.name, _F.path, _F.query).where(_F.tenant == township, _F.person == person)
    return [SavedFilter(*row) for row in (await connection.execute(query.order_by(_F.name))).all()]


async def save_filter(connection: AsyncConnection, township: str, person: str, saved: SavedFilter) -> bool:
    """Keep it, in the place of one of the same name; False: there are too many already."""
    count = select(func.count()).where(_F.tenant == township, _F.person == person, _F.name != saved.name)
    if (await connection.scalar(count) or 0) >= AT_MOST:
        return False
    row = insert(SAVED_FILTERS).values(
        tenant=township, person=person, name=saved.name, path=saved.path, query=saved.query
    )
    what = {"path": saved.path, "query": saved.query}
    anew = row.on_conflict_do_update(index_elements=["tenant", "person", "name"], set_=what)
    await connection.execute(anew)
    return True


async def remove_filter(connection: AsyncConnection, township: str, person: str, name: str) -> None:
    """It is there no more."""
    theirs = (_F.tenant == township) & (_F.person == person) & (_F.name == name)
    await connection.execute(delete(SAVED_FILTERS).where(theirs))


async def new_link(connection: AsyncConnection, township: str, person: str) -> str:
    """The secret of their calendar's address; the one before it opens nothing any more."""
    secret = token_urlsafe(32)
    row = insert(CALENDAR_LINKS).values(tenant=township, person=person, hash=_hash(secret))
    anew = {"hash": _hash(secret), "made_at": func.now()}
    await connection.execute(row.on_conflict_do_update(index_elements=["tenant", "person"], set_=anew))
    return secret


async def end_link(connection: AsyncConnection, township: str, person: str) -> None:
    """Their calendar has no address any more."""
    await connection.execute(delete(CALENDAR_LINKS).where(_L.tenant == township, _L.person == person))


async def link_since(connection: AsyncConnection, township: str, person: str) -> datetime | None:
    """Since when their calendar has an address; None: it has none."""
    at: datetime | None = await connection.scalar(
        select(_L.made_at).where(_L.tenant == township, _L.person == person)
    )
    return at


async def whose_link(connection: AsyncConnection, secret: str) -> Sequence[str] | None:
    """Township and person of a calendar's address; None: nobody's."""
    found = await connection.execute(select(_L.tenant, _L.person).where(_L.hash == _hash(secret)))
    return found.first()


def _hash(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
