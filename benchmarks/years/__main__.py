"""Some years of a county at once: what grows, what stays, and how quick lists and commands are afterwards.
``make simulate-years``

The story is played by the real services over a PostgreSQL of its own; what they stored of it is written again
and again, each time of other ids and another month, year after year, and each year the services' own purge is
carried out as of its end. Then the services are started on it. Exit code 1 if a hot table is more than
``HOT_AT_MOST`` times what it was after one year, or a list slower than ``LIST_AT_MOST``.
"""

import argparse
import asyncio
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.years.asking import LISTS, asked
from benchmarks.years.filling import Filling
from benchmarks.years.story import read
from cli.documents.retention import retention
from shared.embedded import EmbeddedPostgres
from shared.kernel.service.logging import configure_logging
from shared.kernel.store.retention import ALL
from shared.language.topology import CONSUMERS

HOT_AT_MOST = 2.0
LIST_AT_MOST = 100.0
"""Milliseconds: the 95th of 100."""
_SMALL = 8 * 1024 * 1024
"""Bytes: a table below these is not judged by how often it doubled."""
_PROJECT = Path(__file__).resolve().parents[2]
_MIB = 1024 * 1024


def hot_tables() -> list[str]:
    """``service.table``: those from which rows are removed or moved by time."""
    rules = [rule for rule in retention().rules if rule.then != "emptied" and rule.table != "journal_past"]
    return sorted(
        {f"{name}.{rule.table}" for rule in rules for name in CONSUMERS if rule.service in (ALL, name)}
    )


async def main() -> int:
    """Play, fill, ask, save. Returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.years", description=__doc__)
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--submissions", type=int, default=45_000, help="in all these years")
    given = parser.parse_args()
    configure_logging("ERROR", "people")
    with tempfile.TemporaryDirectory() as data, tempfile.TemporaryDirectory() as backup:
        return await _years(given.years, given.submissions, Path(data), Path(backup))


async def _years(years: int, submissions: int, data: Path, backup: Path) -> int:
    begun = time.monotonic()
    with EmbeddedPostgres(data, durable=False) as server:
        await asyncio.to_thread(server.ensure_database, "years")
        url = server.url("years").replace("+asyncpg", "")
        environment = _environment(url)
        await asyncio.to_thread(_youyue, environment, "demo", "--once")
        story = await read(url)
        copies = max(submissions // story.matters // years, 1) * years
        print(
            f"{years} years, {copies * story.matters:,} submissions, {copies * story.items:,} items: "
            f"a story of {story.matters} and {story.items}, {sum(part.rows for part in story.parts):,} rows, "
            f"{copies} times"
        )
        filling = Filling(url, story, years, copies)
        for year in range(years):
            since = time.monotonic()
            taken = await filling.year(year)
            size = sum(filling.sizes[-1].values()) / _MIB
            took = time.monotonic() - since
            print(
                f"year {year + 1}: {size:,.0f} MiB, {taken:,} rows purged or moved, {took:.0f} s", flush=True
            )
        problems = _sizes(filling)
        for one in await asked(url):
            print(one.line)
            if one.path in LISTS and one.most > LIST_AT_MOST:
                problems.append(f"{one.path}: {one.most:.0f} ms")
        since = time.monotonic()
        await asyncio.to_thread(_youyue, environment, "backup", str(backup))
        print(f"backup: {time.monotonic() - since:.0f} s, {_bytes_in(backup) / _MIB:,.0f} MiB")
    said = "; ".join(problems) if problems else "all within bounds"
    print(f"{time.monotonic() - begun:.0f} s in all; {said}")
    return 1 if problems else 0


def _bytes_in(folder: Path) -> int:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file())


def _sizes(filling: Filling) -> list[str]:
    """Print tables by year, in MiB; return the hot ones that grew."""
    hot, problems = hot_tables(), []
    rows = sorted(filling.sizes[-1], key=lambda name: -filling.sizes[-1][name])
    for table in rows:
        by_year = [sizes.get(table, 0) for sizes in filling.sizes]
        if by_year[-1] < _SMALL and by_year[0] < _SMALL:
            continue
        times = by_year[-1] / max(by_year[0], 1)
        said = "".join(f"{size / _MIB:9.1f}" for size in by_year)
        print(f"{table:28}{said} MiB  {times:5.2f} times  {'hot' if table in hot else ''}")
        if table in hot and times > HOT_AT_MOST:
            problems.append(f"{table} grew {times:.2f} times")
    for kind, names in (("hot", hot), ("the rest", [name for name in rows if name not in hot])):
        totals = [sum(sizes.get(name, 0) for name in names) / _MIB for sizes in filling.sizes]
        said = "".join(f"{total:9.1f}" for total in totals)
        print(f"{kind:28}{said} MiB  {totals[-1] / totals[0]:5.2f} times")
    return problems


def _environment(url: str) -> dict[str, str]:
    ours = {"YOUYUE_DATABASE_URL": url, "YOUYUE_LOG_LEVEL": "ERROR", "YOUYUE_KEEP_PAST_DAYS": "36500"}
    ports = dict.fromkeys(("YOUYUE_HTTP_PORT", "YOUYUE_OPS_PORT", "YOUYUE_OWN_PORT"), "0")
    kept = {name: value for name, value in os.environ.items() if not name.startswith("YOUYUE_")}
    return {**kept, **ours, **ports}


def _youyue(environment: dict[str, str], *words: str) -> None:
    """Raises RuntimeError with what it said."""
    done = subprocess.run(
        [sys.executable, "-m", "cli.main", *words],
        env=environment,
        cwd=_PROJECT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(f"youyue {' '.join(words)}: {done.stdout[-2000:]}{done.stderr[-2000:]}")


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
