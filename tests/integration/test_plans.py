"""Look-ups that are asked again and again go by an index, whatever else the township has stored."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from services.intake.domain.queues import QUEUES
from services.intake.domain.similar.sighting import sighting_of
from services.intake.domain.triage.assess import examine
from services.intake.domain.triage.model import TriageInput
from services.intake.storage.queues import Wanted, counts, page
from services.intake.storage.raisers import full_since
from services.intake.storage.similar import find_similar
from shared.kernel.messages.quota import Quota
from shared.kernel.store.database import create_engine
from shared.kernel.store.session import Session
from tests.support.platform import TOWNSHIP, Stand
from tests.support.township import lists

NOW = datetime(2026, 9, 1, tzinfo=UTC)
STORED = 4000
LAMP = TriageInput("路灯不亮")
FILL = (
    """
    INSERT INTO submission (tenant, id, state, version, data)
    SELECT CAST(:township AS text), 's' || n, state, 3, jsonb_build_object(
        'submission_id', 's' || n, 'trace_code', 'C' || n, 'channel', 'online',
        'title', '', 'original_title', '',
        'text', repeat(md5(n::text), 20), 'original_text', '', 'submitted_at', at, 'counts_from', at,
        'state', state, 'version', 3, 'village', 'V0' || n % 7,
        'urgency', CASE WHEN n % 3 = 0 THEN 'danger' ELSE 'ordinary' END,
        'unpublished_why', CASE WHEN n % 20 = 0 THEN '' ELSE 'private' END,
        'untold_since', CASE WHEN state = 'answered' AND n % 3 = 0 THEN at END)
    FROM generate_series(1, :stored) AS n,
        to_char(timestamp '2025-01-01' + n * interval '60 s', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at,
        coalesce(
            (ARRAY['received', 'need_info', 'accepted', 'forwarded', 'answered', 'withdrawn'])[n % 20],
            'closed'
        ) AS state
    """,
    """
    INSERT INTO sightings (tenant, submission_id, submitted_at, category, places, tokens, keys)
    SELECT CAST(:township AS text), 's' || n, timestamptz '2025-06-01Z' + n * interval '3 h',
        'town.lighting', '{}', ARRAY[n], ARRAY[n]
    FROM generate_series(1, :stored) AS n
    """,
    """
    INSERT INTO raised_by_partners (tenant, partner, raised_at, submission_id)
    SELECT CAST(:township AS text), 'partner-' || n % 5,
        timestamptz '2026-09-01Z' - n * interval '60 s', 's' || n
    FROM generate_series(1, :stored) AS n
    """,
)
SCANS = """
SELECT sum(seq_scan), sum(idx_scan) FROM pg_stat_xact_user_tables
WHERE relname IN ('submission', 'sightings', 'raised_by_partners')
"""


@pytest.fixture
async def stored(in_process: Stand) -> AsyncIterator[AsyncConnection]:
    """In a transaction, with much that is finished and some that is not."""
    engine = create_engine(in_process.database_url, "intake", 1)
    async with engine.begin() as connection:
        for statement in FILL:
            await connection.execute(text(statement), {"stored": STORED, "township": TOWNSHIP})
    async with engine.connect() as connection:
        await connection.execute(text("ANALYZE submission, sightings, raised_by_partners"))
        await connection.commit()
        yield connection
    await engine.dispose()


async def scans(connection: AsyncConnection) -> tuple[int, int]:
    """How often a whole table and how often an index was gone through in this transaction."""
    whole, by_index = (await connection.execute(text(SCANS))).one()
    return int(whole), int(by_index)


@pytest.mark.parametrize("village", [None, "V01"])
async def test_the_work_queues_are_read_by_index(stored: AsyncConnection, village: str | None) -> None:
    cutoff, wanted = datetime(2025, 1, 2, tzinfo=UTC), Wanted(village=village)
    counted = await counts(stored, TOWNSHIP, cutoff, wanted)
    for queue in QUEUES.values():
        first = await page(stored, queue, TOWNSHIP, cutoff, wanted, size=2)
        assert first.next
        second = await page(stored, queue, TOWNSHIP, cutoff, wanted, first.next, size=2)
        assert not {one.submission.submission_id for one in first.entries} & {
            one.submission.submission_id for one in second.entries
        }
    assert all(counted.values())
    assert await scans(stored) == (0, 3 * len(QUEUES))


async def test_similar_matters_are_found_by_index(stored: AsyncConnection) -> None:
    await find_similar(stored, TOWNSHIP, sighting_of(LAMP, NOW, examine(LAMP, lists())))
    whole, by_index = await scans(stored)
    assert (whole, by_index > 0) == (0, True)


async def test_what_a_partner_has_raised_is_counted_by_index(stored: AsyncConnection) -> None:
    driver = (await stored.get_raw_connection()).driver_connection
    assert driver
    at = await full_since(Session(stored, driver), TOWNSHIP, Quota("partner-0", 10, timedelta(hours=1)), NOW)
    assert at == NOW - timedelta(minutes=50)
    assert await scans(stored) == (0, 1)
