"""The desk's queries of its copies. Every statement names one township, except the one by which open pages
learn of news."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, DateTime, Row, Text, cast, func, literal_column, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from services.desk.storage.tables import HISTORY, THINGS

_T = THINGS.c
_WAITS = literal_column("(inside -> 'waiting') <> '[]'::jsonb", Boolean)
_DUE: ColumnElement[datetime] = literal_column(
    "(SELECT min((one ->> 'due_at')::timestamptz) FROM jsonb_array_elements(inside -> 'waiting') one)",
    DateTime(timezone=True),
)
"""When somebody must have acted, of those who are waited for the first."""
SEARCHED = 500
"""So many of the newest things in which the words are found are looked at further."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A thing as it is kept: its version, its state, and both faces."""

    township: str
    kind: str
    id: str
    sequence: int
    state: str
    inside: dict[str, Any]
    public: dict[str, Any] | None
    changed_at: datetime


_COLUMNS = (_T.tenant, _T.kind, _T.id, _T.sequence, _T.state, _T.inside, _T.public, _T.changed_at)


def _kept(rows: Sequence[Any]) -> list[Kept]:
    return [Kept(*row) for row in rows]


async def thing(connection: AsyncConnection, township: str, kind: str, id: str) -> Kept | None:
    """The thing, or None."""
    query = select(*_COLUMNS).where(_T.tenant == township, _T.kind == kind, _T.id == id)
    return next(iter(_kept((await connection.execute(query)).all())), None)


async def things(
    connection: AsyncConnection,
    township: str,
    kind: str,
    states: Collection[str] = (),
    words: str = "",
    limit: int = 50,
    skip: int = 0,
    department: str = "",
    due_by: datetime | None = None,
) -> list[Kept]:
    """The things of a kind, the last changed first: in one of ``states`` if any is named, and with ``words``
    somewhere in them, whoever may read it; of a ``department``. ``due_by``: those for which somebody must act
    until then, the earliest first."""
    where: list[ColumnElement[bool]] = [_T.tenant == township, _T.kind == kind]
    if states:
        where.append(_T.state.in_(tuple(states)))
    if words:
        where.append(cast(_T.inside, Text).icontains(words, autoescape=True))
    if department:
        one = func.jsonb_build_object
        of = (one("lead", department), one("department", department))
        co_handles = one("co_handlers", func.jsonb_build_array(department))
        where.append(or_(*(_T.inside.contains(said) for said in (*of, co_handles))))
    order: tuple[Any, ...] = (_T.changed_at.desc(), _T.id)
    if due_by:
        where += [_WAITS, due_by >= _DUE]
        order = (_DUE, _T.id)
    query = select(*_COLUMNS).where(*where).order_by(*order)
    return _kept((await connection.execute(query.limit(limit).offset(skip))).all())


async def version_of(connection: AsyncConnection, township: str, id: str) -> int:
    """The version of the newest copy of that thing; 0: there is none."""
    query = select(func.coalesce(func.max(_T.sequence), 0)).where(_T.tenant == township, _T.id == id)
    return await connection.scalar(query) or 0


async def named(connection: AsyncConnection, township: str, ids: Collection[str]) -> list[Kept]:
    """The things of those ids, of whatever kind."""
    query = select(*_COLUMNS).where(_T.tenant == township, _T.id.in_(tuple(ids))).limit(len(ids) or 1)
    return _kept((await connection.execute(query)).all())


async def meetings_about(connection: AsyncConnection, township: str, ids: Collection[str]) -> list[Kept]:
    """The meetings that have one of those on their agenda, the earliest day first."""
    about = or_(*(_T.public.contains({"agenda": [{"id": id}]}) for id in ids))
    query = select(*_COLUMNS).where(_T.tenant == township, _T.kind == "meeting", about)
    by_day = query.order_by(_T.public["day"].astext, _T.id).limit(SEARCHED)
    return _kept((await connection.execute(by_day)).all())


async def waiting(connection: AsyncConnection, township: str) -> list[Kept]:
    """The things that wait for somebody."""
    query = select(*_COLUMNS).where(_T.tenant == township, _WAITS)
    return _kept((await connection.execute(query)).all())


async def unsigned(connection: AsyncConnection, township: str, person: str) -> list[Kept]:
    """The topics that name that person as a co-signer who has not said yet that they are one, by id."""
    names, signed = (_T.inside.contains({field: [person]}) for field in ("co_signers", "confirmed_by"))
    query = select(*_COLUMNS).where(_T.tenant == township, _T.kind == "topic", names, ~signed)
    return _kept((await connection.execute(query.order_by(_T.id).limit(SEARCHED))).all())


async def history(connection: AsyncConnection, township: str, kind: str, id: str) -> Sequence[Row[Any]]:
    """The lines about a thing, the newest first."""
    row = HISTORY.c
    query = select(HISTORY).where(row.tenant == township, row.kind == kind, row.subject == id)
    return (await connection.execute(query.order_by(row.sequence.desc(), row.at.desc()).limit(200))).all()


async def newest_moment(connection: AsyncConnection, township: str) -> datetime | None:
    """When the township's newest event happened."""
    at: datetime | None = await connection.scalar(
        select(func.max(HISTORY.c.at)).where(HISTORY.c.tenant == township)
    )
    return at


async def last_move(connection: AsyncConnection) -> int:
    """The number of the last change of any thing."""
    return await connection.scalar(select(func.coalesce(func.max(_T.moved), 0))) or 0


async def moves_after(connection: AsyncConnection, number: int) -> set[int]:
    """The numbers of later changes, as far as things still stand as those left them. A number is drawn before
    its change is to be seen: a smaller one may come after a greater."""
    return set((await connection.scalars(select(_T.moved).where(_T.moved > number))).all())


async def moved(connection: AsyncConnection, numbers: Collection[int]) -> list[Kept]:
    """What has changed by these, of all townships, in their order."""
    query = select(*_COLUMNS).where(_T.moved.in_(tuple(numbers))).order_by(_T.moved)
    return _kept((await connection.execute(query)).all())
