"""How long do citizens wait for a page in a large township? ``make bench-console``

Fills the console's own tables of a township with 100,000 matters and 20,000 items, most of them over, as
they are after some years, and the events about them; then asks the pages over HTTP, one after the other,
and says how many milliseconds the first byte and the 95th of 100 take. Exit code 1 if a page takes more
than ``AT_MOST``.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import asyncpg
import httpx

from cli.process import Process
from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import settings_for
from shared.kernel.store.migrations import migrate
from shared.language.topology import TOPOLOGY
from tests.support.township import TOWNSHIP, xiushan

MATTERS, ITEMS = 100_000, 20_000
AT_MOST, FIRST_BYTE = 100.0, 50.0
"""Milliseconds: the 95th of 100 of each page, and the middle one of ``/``."""
TIMES = 100
DATABASE = "console"

_KNOW = "INSERT INTO console.known (tenant, kind, id, sequence, data) VALUES ($1, $2, $3, 1, $4)"
_SUBMISSIONS = """
INSERT INTO console.known (tenant, kind, id, sequence, data)
SELECT $1, 'submission', 's' || n, 5, jsonb_build_object(
  'submission_id', 's' || n, 'channel', 'online', 'trace_code', 'K' || lpad(n::text, 8, '2'),
  'state', CASE WHEN n % 40 = 0 THEN 'received' WHEN n % 41 = 0 THEN 'accepted' ELSE 'closed' END,
  'submitted_at',
  to_char(timestamptz '2023-01-01Z' + n * interval '12 minutes', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'village', 'V' || lpad((n % 9 + 1)::text, 2, '0'), 'category', 'utility.water',
  'published', jsonb_build_object('extent', 'full', 'by', 'office-1', 'at', '2026-01-01T00:00:00Z',
    'title', (ARRAY['路灯不亮', '水管漏水', '道路破损', '垃圾堆放', '公交班次少'])[n % 5 + 1] || n,
    'text', repeat(
      (ARRAY['村口的路灯不亮，', '自来水管漏水，', '通村道路破损，', '垃圾无人清运，'])[n % 4 + 1]
      || '已经' || n || '天了，请尽快处理。', 6)),
  'waiting', '[]'::jsonb)
FROM generate_series(1, $2) AS n
"""
_ITEMS = """
INSERT INTO console.known (tenant, kind, id, sequence, data)
SELECT $1, 'item', 'i' || n, 9, jsonb_build_object(
  'item_id', 'i' || n, 'title', (ARRAY['修复路灯', '更换水管', '修补道路', '清运垃圾'])[n % 4 + 1] || n,
  'state', CASE WHEN n % 20 = 0 THEN 'in_progress' ELSE 'satisfied' END, 'fast_lane', false,
  'submission_ids', jsonb_build_array('s' || n * 5), 'lead', 'water', 'rule', 'three_months',
  'assigned_at', to_char(timestamptz '2023-01-01Z' + n * interval '1 hour', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
  'designated_at', '2026-01-01T00:00:00Z', 'clock_started_at', '2026-01-01T00:00:00Z',
  'due_on', to_char(date '2026-08-01' + n % 120, 'YYYY-MM-DD'), 'due_at', '2026-12-01T16:00:00Z',
  'due_why', jsonb_build_object('zh', '三个月内答复', 'en', 'within three months'),
  'answers', jsonb_build_array(jsonb_build_object('round', 1, 'result_class', 'A', 'public_text', '已修复。',
    'published_at', '2026-02-01T00:00:00Z', 'due_on', '2026-04-01', 'late', false)),
  'waiting', '[]'::jsonb)
FROM generate_series(1, $2) AS n
"""
_TOLD = """
INSERT INTO console.timeline (tenant, event_id, at, type, stage, kind, subject, sequence, actor_role, detail)
SELECT $1, t.type || n, timestamptz '2023-01-01Z' + n * interval '12 minutes', t.type, t.stage, 'submission',
  's' || n, t.number, t.role, t.detail::jsonb
FROM generate_series(1, $2) AS n, (VALUES
  ('intake.submission.received.v1', 'raise', 1, 'citizen', '{"channel": "online", "raised_at": null}'),
  ('intake.submission.accepted.v1', 'raise', 2, 'office', '{"category": "utility.water"}'))
  AS t (type, stage, number, role, detail)
"""
PAGES = (
    "/",
    "/matters",
    "/matters?q=路灯",
    "/matters?q=漏水 99997天",
    "/matters?q=没有这句话",
    "/matters?village=V03&state=received",
    "/items?state=in_progress",
    "/items?q=更换水管",
    "/t/K22250000",
    "/waiting",
)


async def fill(url: str) -> None:
    """The township, its things and what was told of them."""
    connection = await asyncpg.connect(url.replace("+asyncpg", ""))
    await connection.execute("SET synchronous_commit = off")
    await connection.execute(_KNOW, TOWNSHIP, "township", TOWNSHIP, xiushan().model_dump_json())
    for statement, number in ((_SUBMISSIONS, MATTERS), (_ITEMS, ITEMS), (_TOLD, MATTERS)):
        await connection.execute(statement, TOWNSHIP, number)
    await connection.execute("VACUUM ANALYZE console.known")
    await connection.execute("VACUUM ANALYZE console.timeline")
    await connection.close()


async def measure(http: httpx.AsyncClient, path: str) -> tuple[float, float, float]:
    """Milliseconds until the first byte: the middle and the 95th of ``TIMES``; and those of the processor,
    which other programs do not lengthen: of pages and reader together, without the database."""
    took: list[float] = []
    cost = time.process_time()
    for _ in range(TIMES):
        begun = time.perf_counter()
        async with http.stream(
            "GET", path, params={"township": TOWNSHIP} if "?" not in path else None
        ) as got:
            await anext(got.aiter_bytes())
            took.append((time.perf_counter() - begun) * 1000)
            assert got.status_code == httpx.codes.OK, (path, got.status_code)
    cost = (time.process_time() - cost) * 1000 / TIMES
    return statistics.median(took), statistics.quantiles(took, n=20)[-1], cost


async def main() -> int:
    """Fill, ask, compare. Returns the exit code."""
    configure_logging("ERROR", "people")
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder), durable=False) as server:
        await asyncio.to_thread(server.ensure_database, DATABASE)
        url = server.url(DATABASE)
        await migrate(url, schema_of("console"))
        begun = time.perf_counter()
        await fill(url)
        filled = time.perf_counter() - begun
        print(f"{MATTERS:,} matters, {ITEMS:,} items, {2 * MATTERS:,} events: filled in {filled:.0f} s")
        clock = datetime(2026, 9, 1, tzinfo=UTC)
        process = Process(
            ("console",),
            lambda service: settings_for(service, database_url=url, story_clock=clock),
            InProcessBus(TOPOLOGY),
        )
        await process.start()
        slow = []
        try:
            home = f"http://127.0.0.1:{process.port}"
            async with httpx.AsyncClient(base_url=home, trust_env=False, timeout=60) as http:
                for path in PAGES:
                    middle, most, cost = await measure(http, path)
                    said = f"{path:40} {middle:7.1f} ms  95 %: {most:7.1f} ms  processor {cost:5.1f} ms"
                    print(f"{said}  {most / AT_MOST:5.2f} of the limit")
                    if most > AT_MOST or (path == "/" and middle > FIRST_BYTE):
                        slow.append(path)
        finally:
            await process.stop()
    print(f"slow: {', '.join(slow)}" if slow else "no page is slow")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
