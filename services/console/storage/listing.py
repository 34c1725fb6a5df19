"""Queries of lists and of search over the copies: by marks, newest first, a page at a time.

A mark is a pair of neighbouring characters of what everybody reads of a thing, in small letters, or
``=name:code`` of one of its fields. Chinese has no blanks between words, and words of two characters, which
trigrams (pg_trgm) cannot find; pairs find any two characters in a row.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, or_, select, tuple_, union_all
from sqlalchemy.ext.asyncio import AsyncConnection

from services.console.storage.tables import FIGURES, JOURNAL

_KNOWN = JOURNAL.known
AT_MOST = 40
"""Pairs of a search that are asked for: more do not make it more exact, and cost."""


class Place(NamedTuple):
    """Where a page begins: behind this thing."""

    at: str
    id: str


def marks_of_words(words: str) -> tuple[str, ...]:
    """The pairs that a thing must have for ``words``; none: no two characters stand in a row."""
    pairs = (word[n : n + 2] for word in words.lower().split() for n in range(len(word) - 1))
    return tuple(dict.fromkeys(pairs))[:AT_MOST]


def mark_of(name: str, code: str) -> str:
    """The mark of a field."""
    return f"={name}:{code}"


async def page(
    connection: AsyncConnection,
    township: str,
    kind: str,
    marks: Iterable[str],
    behind: Place | None,
    limit: int,
) -> list[tuple[Place, dict[str, Any]]]:
    """Places and documents of the things with all these marks, the newest first."""
    asked = list(marks)
    statement = select(_KNOWN.c.listed_at, _KNOWN.c.id, _KNOWN.c.data).where(
        _KNOWN.c.tenant == township, _KNOWN.c.kind == kind, _KNOWN.c.listed_at.is_not(None)
    )
    if asked:
        statement = statement.where(_KNOWN.c.marks.contains(asked))
    if behind:
        statement = statement.where(tuple_(_KNOWN.c.listed_at, _KNOWN.c.id) < tuple_(*behind))
    newest = statement.order_by(_KNOWN.c.listed_at.desc(), _KNOWN.c.id.desc()).limit(limit)
    return [(Place(at, id), data) for at, id, data in await connection.execute(newest)]


async def standings(
    connection: AsyncConnection, township: str, today: date
) -> dict[tuple[str, str, bool], int]:
    """(kind, standing, past its day) → how many there are, by the index alone."""
    past = func.coalesce(_KNOWN.c.due_on < today.isoformat(), False)
    counted = (
        select(_KNOWN.c.kind, _KNOWN.c.standing, past, func.count())
        .where(_KNOWN.c.tenant == township, _KNOWN.c.standing.is_not(None))
        .group_by(_KNOWN.c.kind, _KNOWN.c.standing, past)
    )
    return {(kind, standing, late): n for kind, standing, late, n in await connection.execute(counted)}


async def standing_as(
    connection: AsyncConnection,
    township: str,
    asked: Iterable[tuple[str, str, bool]],
    today: date,
    limit: int,
) -> list[tuple[str, str, dict[str, Any]]]:
    """Kind, id and document of the first things of each kind, standing and lateness (by the day ``today``),
    those due first: one statement, each part of which reads no more of the index than it gives."""
    parts = [_first(township, *one, today, limit) for one in asked]
    if not parts:
        return []
    return [(kind, id, data) for kind, id, data in await connection.execute(union_all(*parts))]


def _first(
    township: str, kind: str, standing: str, late: bool, today: date, limit: int
) -> Select[tuple[str, str, dict[str, Any]]]:
    day = today.isoformat()
    of_day = _KNOWN.c.due_on < day if late else or_(_KNOWN.c.due_on >= day, _KNOWN.c.due_on.is_(None))
    rows = select(_KNOWN.c.kind, _KNOWN.c.id, _KNOWN.c.data).where(
        _KNOWN.c.tenant == township, _KNOWN.c.kind == kind, _KNOWN.c.standing == standing, of_day
    )
    first = rows.order_by(_KNOWN.c.due_on, _KNOWN.c.id).limit(limit).subquery()
    return select(first)


async def published_figures(
    connection: AsyncConnection, township: str, limit: int
) -> list[tuple[date, date, dict[str, Any]]]:
    """First day, last day and figures, the newest first."""
    rows = await connection.execute(
        select(FIGURES.c.first_day, FIGURES.c.last_day, FIGURES.c.figures)
        .where(FIGURES.c.tenant == township)
        .order_by(FIGURES.c.published_at.desc())
        .limit(limit)
    )
    return [(first, last, figures) for first, last, figures in rows]
