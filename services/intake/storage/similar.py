"""Remembers submissions by hashes of their words, and finds the similar ones among a million within
milliseconds.

A key stands for a word in one township, one stretch of time and one category, so its list of rows stays short
however much is stored (docs/adr, 0028). The rows that share most keys are fetched, and weighed exactly by
``domain.similar.score``.
"""

from typing import Any

from sqlalchemy import ARRAY, BigInteger, Row, bindparam, delete, select, text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain.similar.score import Similar, rank
from services.intake.domain.similar.sighting import WINDOW, Sighting, keys_for, keys_of
from services.intake.storage.tables import SIGHTINGS
from shared.kernel.store.session import Session

CANDIDATES = 150
"""Rows that are weighed exactly."""

LOOK_UP = text(
    """
    SELECT submission_id, submitted_at, category, village, places, latitude, longitude, tokens
    FROM sightings
    WHERE keys && :keys AND tenant = :township AND submitted_at BETWEEN :since AND :until
        AND submission_id <> :own
    ORDER BY (SELECT count(*) FROM unnest(keys) AS had JOIN unnest(:keys) AS wanted ON had = wanted) DESC,
             submitted_at DESC
    LIMIT :candidates
    """
).bindparams(bindparam("keys", type_=ARRAY(BigInteger)))


def row_of(township: str, seen: Sighting) -> dict[str, Any]:
    """A sighting's columns but for township and id: ``work.insert(SIGHTINGS, submission_id=…,
    **row_of(…))``."""
    return {
        "submitted_at": seen.submitted_at,
        "category": seen.category,
        "village": seen.village,
        "places": list(seen.places),
        "latitude": seen.latitude,
        "longitude": seen.longitude,
        "tokens": list(seen.tokens),
        "keys": keys_of(township, seen),
    }


def look_up(township: str, seen: Sighting) -> dict[str, Any]:
    """The values of ``LOOK_UP``."""
    return {
        "keys": keys_for(township, seen),
        "township": township,
        "since": seen.submitted_at - WINDOW,
        "until": seen.submitted_at,
        "own": seen.ref,
        "candidates": CANDIDATES,
    }


async def find_similar(
    connection: AsyncConnection, township: str, seen: Sighting, limit: int = 5
) -> list[Similar]:
    """The likeliest earlier submissions about the same matter in the township, best first; ``ref`` is their
    id.

    Compare a score with ``score.THRESHOLD`` before saying that two are alike.
    """
    found = await connection.execute(LOOK_UP, look_up(township, seen))
    return rank(seen, map(_stored, found), limit)


async def find_similar_to(
    connection: AsyncConnection, township: str, submission_id: str, limit: int = 5
) -> list[Similar]:
    """As ``find_similar``, for what is remembered of a submission; none once that is erased."""
    columns = SIGHTINGS.c
    mine = select(SIGHTINGS).where(columns.tenant == township, columns.submission_id == submission_id)
    row = (await connection.execute(mine)).first()
    return await find_similar(connection, township, _stored(row), limit) if row else []


def _stored(row: Row[Any]) -> Sighting:
    return Sighting(
        tokens=tuple(row.tokens),
        categories={row.category: 1.0},
        submitted_at=row.submitted_at,
        village=row.village,
        places=tuple(row.places),
        latitude=row.latitude,
        longitude=row.longitude,
        ref=row.submission_id,
    )


async def forget(session: Session, township: str, submission_id: str) -> None:
    """It is no longer found: it was erased, or is about to be remembered by other words."""
    await session.connection.execute(
        delete(SIGHTINGS).where(SIGHTINGS.c.tenant == township, SIGHTINGS.c.submission_id == submission_id)
    )
