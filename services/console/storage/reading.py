"""The console's queries of its tables. Every statement names one township, except the one that finds a trace
code's township."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, RowMapping, and_, func, or_, select, text, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection

from services.console.storage.tables import JOURNAL, STATE, TIMELINE, TRACE_CODE, WAITS
from shared.kernel.messages.base import Contract

S = TypeVar("S", bound=Contract)
_KNOWN = JOURNAL.known
_TOLD = _KNOWN.c.data["confidential"].astext.is_distinct_from("true")
"""What is confidential by now was told for the last time, and is shown no more."""
_ENTRY = [column for column in TIMELINE.c if column.name not in ("tenant", "event_id", "recorded_at")]


_TOWNSHIPS = text(
    "WITH RECURSIVE found AS ("
    "(SELECT tenant FROM known ORDER BY tenant LIMIT 1) UNION ALL "
    "SELECT (SELECT tenant FROM known WHERE tenant > found.tenant ORDER BY tenant LIMIT 1) "
    "FROM found WHERE found.tenant IS NOT NULL) SELECT tenant FROM found WHERE tenant IS NOT NULL"
)
"""One step of the index for each township, however many things it has."""


async def townships(connection: AsyncConnection) -> tuple[str, ...]:
    """The townships that have things, in order."""
    return tuple(await connection.scalars(_TOWNSHIPS))


async def township_names(connection: AsyncConnection, codes: Iterable[str]) -> dict[str, str]:
    """Code → name of these townships; the code where nobody has told of it."""
    codes = tuple(codes)
    here = tuple_(_KNOWN.c.tenant, _KNOWN.c.kind, _KNOWN.c.id)
    named = here.in_([(code, "township", code) for code in codes])
    name = _KNOWN.c.data["profile"]["name"].astext
    known = {row[0]: row[1] for row in await connection.execute(select(_KNOWN.c.tenant, name).where(named))}
    return {code: known.get(code) or code for code in codes}


async def townships_by_county(connection: AsyncConnection) -> dict[str, dict[str, str]]:
    """County → code → name of every township that is known; no county where nobody has told of it."""
    codes = await townships(connection)
    named = await township_names(connection, codes)
    county = _KNOWN.c.data["profile"]["county"].astext
    here = tuple_(_KNOWN.c.tenant, _KNOWN.c.kind, _KNOWN.c.id).in_([(c, "township", c) for c in codes])
    counties = {
        row[0]: row[1] for row in await connection.execute(select(_KNOWN.c.tenant, county).where(here))
    }
    found: dict[str, dict[str, str]] = {}
    for code in codes:
        found.setdefault(counties.get(code) or "", {})[code] = named[code]
    return found


async def townships_with(connection: AsyncConnection, kind: str, id: str) -> tuple[str, ...]:
    """The townships that have a thing of that kind and id."""
    codes = await townships(connection)
    here = tuple_(_KNOWN.c.tenant, _KNOWN.c.kind, _KNOWN.c.id).in_([(code, kind, id) for code in codes])
    return tuple(await connection.scalars(select(_KNOWN.c.tenant).where(here).order_by(_KNOWN.c.tenant)))


async def submissions_by_code(
    connection: AsyncConnection, township: str | None, code: str
) -> list[tuple[str, dict[str, Any]]]:
    """Township and document of every submission with that trace code, which is given in capitals and digits
    alone."""
    here = [_KNOWN.c.tenant == township] if township else []
    rows = await connection.execute(
        select(_KNOWN.c.tenant, _KNOWN.c.data).where(
            _KNOWN.c.kind == "submission", TRACE_CODE.in_((code,)), _TOLD, *here
        )
    )
    return [(row[0], row[1]) for row in rows]


async def snapshots(
    connection: AsyncConnection, township: str, kind: str, snapshot: type[S], *conditions: ColumnElement[bool]
) -> tuple[S, ...]:
    """The known things of a kind for which any of the conditions holds, by id."""
    if not conditions:
        return ()
    found = await connection.scalars(
        select(_KNOWN.c.data)
        .where(_KNOWN.c.tenant == township, _KNOWN.c.kind == kind, _TOLD, or_(*conditions))
        .order_by(_KNOWN.c.id)
    )
    return tuple(snapshot.model_validate(document) for document in found)


def has(**fields: Any) -> ColumnElement[bool]:
    """The document contains these fields; lists contain these entries."""
    condition = _KNOWN.c.data.contains(fields)
    return and_(condition, _KNOWN.c.kind != "submission")


def is_one_of(ids: Iterable[str]) -> ColumnElement[bool]:
    """The thing's id is among these."""
    return _KNOWN.c.id.in_(tuple(ids))


async def entries_about(
    connection: AsyncConnection, township: str, subjects: Iterable[tuple[str, str]]
) -> list[RowMapping]:
    """The timeline's rows about these things (kind, id)."""
    about = tuple_(TIMELINE.c.kind, TIMELINE.c.subject).in_(tuple(subjects))
    rows = await connection.execute(select(*_ENTRY).where(TIMELINE.c.tenant == township, about))
    return list(rows.mappings().all())


async def newest_entries(
    connection: AsyncConnection, township: str, count: int, without: Iterable[str]
) -> list[RowMapping]:
    """The township's newest rows but for those types, newest first."""
    rows = await connection.execute(
        select(*_ENTRY)
        .where(TIMELINE.c.tenant == township, TIMELINE.c.type.not_in(tuple(without)))
        .order_by(TIMELINE.c.at.desc())
        .limit(count)
    )
    return list(rows.mappings().all())


async def newest_arrivals(connection: AsyncConnection, township: str, count: int) -> tuple[str, ...]:
    """The ids of the events that came last: another one is among them as soon as there is news."""
    rows = select(TIMELINE.c.event_id).where(TIMELINE.c.tenant == township)
    return tuple(await connection.scalars(rows.order_by(TIMELINE.c.recorded_at.desc()).limit(count)))


async def newest_moment(connection: AsyncConnection, township: str) -> datetime | None:
    """When the township's newest event happened."""
    at: datetime | None = await connection.scalar(
        select(func.max(TIMELINE.c.at)).where(TIMELINE.c.tenant == township)
    )
    return at


async def count_of_entries(connection: AsyncConnection, township: str, stage: str) -> int:
    """How many rows the stage has."""
    counted = select(func.count()).where(TIMELINE.c.tenant == township, TIMELINE.c.stage == stage)
    return await connection.scalar(counted) or 0


async def latest_meetings(
    connection: AsyncConnection, township: str, states: Iterable[str], count: int
) -> list[tuple[str, dict[str, Any]]]:
    """Id and document of the meetings in those states whose day is the latest, the latest first."""
    rows = await connection.execute(
        select(_KNOWN.c.id, _KNOWN.c.data)
        .where(_KNOWN.c.tenant == township, _KNOWN.c.kind == "meeting", STATE.in_(tuple(states)))
        .order_by(_KNOWN.c.data["day"].astext.desc(), _KNOWN.c.id)
        .limit(count)
    )
    return [(row[0], row[1]) for row in rows]


async def waiting_things(connection: AsyncConnection, township: str) -> list[tuple[str, str, dict[str, Any]]]:
    """Kind, id and document of the township's things that wait for somebody."""
    rows = await connection.execute(
        select(_KNOWN.c.kind, _KNOWN.c.id, _KNOWN.c.data).where(_KNOWN.c.tenant == township, WAITS, _TOLD)
    )
    return [(kind, id, data) for kind, id, data in rows]


async def visits_and_meetings_done(connection: AsyncConnection, township: str) -> tuple[int, int]:
    """How many visits and meetings have taken place."""
    held = _KNOWN.c.data["held_at"].astext.is_not(None)
    counts = await connection.execute(
        select(
            func.count().filter(_KNOWN.c.kind == "visit", STATE == "done"),
            func.count().filter(_KNOWN.c.kind == "meeting", held),
        ).where(_KNOWN.c.tenant == township, _KNOWN.c.kind.in_(("visit", "meeting")))
    )
    visits, meetings = counts.one()
    return visits, meetings


async def documents(
    connection: AsyncConnection, township: str, subjects: Iterable[tuple[str, str]]
) -> dict[tuple[str, str], dict[str, Any]]:
    """The documents of these things (kind, id), as far as they are known."""
    wanted = tuple_(_KNOWN.c.kind, _KNOWN.c.id).in_(tuple(subjects))
    rows = await connection.execute(
        select(_KNOWN.c.kind, _KNOWN.c.id, _KNOWN.c.data).where(_KNOWN.c.tenant == township, wanted, _TOLD)
    )
    return {(kind, id): data for kind, id, data in rows}
