"""How fast are similar submissions found among a million? ``make bench-similar ROWS=1000000``

Fills a database of its own (an embedded PostgreSQL, gone afterwards) with sightings made of the examples'
words: 60 % of them in one township, spread over two years, each with a few words of its own. Then looks
submissions up as intake does, in the large township, and prints how long that took, the plan, and how often a
planted report came first.
"""

import asyncio
import json
import random
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection

from cli.services import schema_of
from scripts.sample import sample
from services.intake.domain.similar.sighting import Sighting, bucket, keys_in, lists_of, sighting_of
from services.intake.domain.triage.assess import examine
from services.intake.domain.triage.model import TriageInput
from services.intake.storage.similar import LOOK_UP, find_similar, look_up, row_of
from services.intake.storage.tables import SIGHTINGS
from shared.embedded import EmbeddedPostgres
from shared.kernel.store.database import create_engine
from shared.kernel.store.migrations import migrate

EXAMPLES = Path(__file__).parents[1] / "training" / "triage" / "submissions.jsonl"
LARGE = "330921201"
OTHERS = tuple(str(330921101 + n) for n in range(9))
END = datetime(2026, 11, 1, tzinfo=UTC)
DAYS = 730
VARIANTS = 20_000
CHUNK = 50_000
PATIENCE = 240
"""Seconds that filling may take at each step."""
LOOK_UPS = 400
WARM = 50
COLUMNS = [column.name for column in SIGHTINGS.columns]


def prototypes() -> list[Sighting]:
    """The examples' sightings."""
    rows = map(json.loads, EXAMPLES.read_text("utf-8").splitlines())
    return [
        sighting_of(asked, datetime.fromisoformat(row["submitted_at"]), examine(asked, sample()))
        for row in rows
        for asked in (
            TriageInput(text=row["text"], title=row["title"], channel=row["channel"], village=row["village"]),
        )
    ]


def varied(of: Sighting, chance: random.Random, at: datetime) -> Sighting:
    """Most of the words of one, some that nobody else has, at another place and time."""
    kept = [token for token in of.tokens if chance.random() < 0.75]
    own = [chance.randrange(-(1 << 31), 1 << 31) for _ in range(5)]
    village = chance.choice(tuple(sample().villages))
    return replace(
        of,
        tokens=tuple(sorted((*kept, *own))),
        submitted_at=at,
        village=village,
        categories={of.category: 1.0},
    )


def made(count: int, of: list[Sighting], chance: random.Random) -> Iterator[tuple[Any, ...]]:
    """Rows for COPY: each of some thousand variants many times, in other townships and at other times."""
    variants = [varied(chance.choice(of), chance, END) for _ in range(VARIANTS)]
    known = [(seen, lists_of(seen), row_of(LARGE, seen)) for seen in variants]
    for number in range(count):
        township = LARGE if chance.random() < 0.6 else chance.choice(OTHERS)
        at = END - timedelta(seconds=chance.randrange(DAYS * 86400))
        seen, lists, row = chance.choice(known)
        own = {"tenant": township, "submission_id": f"s{number}", "submitted_at": at}
        row = {**row, **own, "keys": keys_in(township, bucket(at), seen.category, lists)}
        yield tuple(row[name] for name in COLUMNS)


async def fill(connection: AsyncConnection, count: int, of: list[Sighting]) -> None:
    """COPY the rows, then build the index, which is quicker than the other way round."""
    rows = made(count, of, random.Random(7))
    raw: Any = (await connection.get_raw_connection()).driver_connection
    await raw.execute("DROP INDEX ix_sightings_keys")
    for done in range(0, count, CHUNK):
        chunk = list(islice(rows, min(CHUNK, count - done)))
        await raw.copy_records_to_table(
            "sightings", records=chunk, columns=COLUMNS, schema_name="intake", timeout=PATIENCE
        )
    await raw.execute("SET maintenance_work_mem = '512MB'")
    index = "CREATE INDEX ix_sightings_keys ON sightings USING gin (keys) WITH (fastupdate = off)"
    await raw.execute(index, timeout=PATIENCE)
    await raw.execute("ANALYZE sightings", timeout=PATIENCE)


async def look(connection: AsyncConnection, of: list[Sighting]) -> tuple[list[float], int]:
    """Milliseconds of each look-up, and how often the report that was planted came first."""
    chance = random.Random(11)
    spent, first = [], 0
    for number in range(LOOK_UPS + WARM):
        at = END - timedelta(seconds=chance.randrange(60 * 86400))
        planted = varied(chance.choice(of), chance, at - timedelta(days=chance.randrange(1, 20)))
        again = tuple(sorted(token for token in planted.tokens if chance.random() < 0.8))
        new = replace(planted, tokens=again, submitted_at=at, ref="new")
        await connection.execute(
            SIGHTINGS.insert().values(tenant=LARGE, submission_id="planted", **row_of(LARGE, planted))
        )
        started = time.perf_counter()
        found = await find_similar(connection, LARGE, new)
        if number >= WARM:
            spent.append((time.perf_counter() - started) * 1000)
            first += bool(found) and found[0].ref == "planted"
        await connection.execute(
            SIGHTINGS.delete().where(SIGHTINGS.c.submission_id == "planted", SIGHTINGS.c.tenant == LARGE)
        )
    return spent, first


async def main(count: int) -> None:
    """Fill, look, print; the last line is JSON."""
    of = prototypes()
    with tempfile.TemporaryDirectory() as folder, EmbeddedPostgres(Path(folder), durable=False) as server:
        server.ensure_database("youyue")
        await migrate(server.url("youyue"), schema_of("intake"))
        engine = create_engine(server.url("youyue"), "intake", 1)
        async with engine.connect() as connection:
            await connection.execution_options(isolation_level="AUTOCOMMIT")
            started = time.perf_counter()
            await fill(connection, count, of)
            filled = time.perf_counter() - started
            spent, first = await look(connection, of)
            plan = await connection.execute(
                text("EXPLAIN (ANALYZE, BUFFERS) " + str(LOOK_UP)).bindparams(*LOOK_UP._bindparams.values()),
                look_up(LARGE, replace(of[1], submitted_at=END)),
            )
            print("\n".join(row[0] for row in plan))
            size = await connection.scalar(text("SELECT pg_total_relation_size('sightings') / 1048576"))
        await engine.dispose()
    marks = quantiles(spent, n=100)
    result = {
        "rows": count,
        "filled_s": round(filled),
        "size_mb": int(size),
        "look_ups": len(spent),
        "p50_ms": round(marks[49], 1),
        "p99_ms": round(marks[98], 1),
        "planted_first": round(first / len(spent), 3),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000))
