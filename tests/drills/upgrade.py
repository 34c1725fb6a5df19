"""``make upgrade-drill``: from an earlier commit to this one under load, back again, and forward once more.

As the page on upgrades says it: definitions and schema first, then each service in turn, one copy of each. On
the way back the old program's ``migrate`` meets a newer schema and changes nothing; if it says that a newer
program is needed, that service stays, and the last line names it. Then every matter of the load must be there
once and finished; senders in doubt have sent everything again. The last line says whether, and how long a
service was away at most: from its signal to end until the next one was ready.

Earlier commits are taken from the repository; they run with the libraries that are installed now. Named ones,
or the commit before and the last tag, if there is one.
"""

import argparse
import asyncio
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from demo.settle import Accounts
from demo.steps import load_story
from shared.client import Client, open_client
from shared.client.amqp import amqp_wire
from shared.kernel.service.logging import configure_logging
from shared.kernel.store.database import create_engine
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import CONSUMERS
from tests.drills.comparison import READERS, Databases, Found, look
from tests.drills.ground import Ground, open_ground
from tests.drills.load import STEPS, Load
from tests.drills.trees import HERE, Running, taken

AT_ONCE = 2
PAUSE = 0.7
"""Matters under way, and the seconds after each: a county's busy hour, not all that the machine can do."""
BETWEEN = 2
"""Matters that are answered between two replacements, so that both versions have worked together."""
GAP_SECONDS = 10.0
"""So long may a service be away."""


@dataclass(frozen=True)
class Asked(Databases):
    """The services' databases, by their names."""

    engines: dict[str, AsyncEngine]

    async def rows(self, service: str, sql: str, **values: Any) -> list[Any]:
        """What the database says."""
        async with self.engines[service].connect() as connection:
            return list((await connection.execute(text(sql), values)).all())

    async def scalar(self, service: str, sql: str, **values: Any) -> Any:
        """One value of it."""
        return (await self.rows(service, sql, **values))[0][0]


@asynccontextmanager
async def databases(ground: Ground) -> AsyncIterator[Asked]:
    """All of them, while it is open."""
    engines = {name: create_engine(ground.settings(name).sqlalchemy_url, name, 1) for name in CONSUMERS}
    try:
        yield Asked(engines)
    finally:
        for engine in engines.values():
            await engine.dispose()


@dataclass(frozen=True)
class Ended:
    """How a drill ended."""

    found: Found
    gaps: dict[str, list[float]]
    one_way: list[str]
    """Services whose newer schema the old program does not work with, as its ``migrate`` says: they stay."""

    @property
    def longest(self) -> tuple[float, str]:
        """The longest that a service was away, and which it was."""
        return max((max(gaps), service) for service, gaps in self.gaps.items())

    @property
    def well(self) -> bool:
        """Whether it is as it should be."""
        return self.found.well and self.longest[0] <= GAP_SECONDS


async def drill(
    ground: Ground,
    old: Path,
    new: Path,
    services: Sequence[str] = tuple(CONSUMERS),
    replaced: Sequence[str] = tuple(CONSUMERS),
    readers: Sequence[str] = READERS,
) -> Ended:
    """Run ``services``, and replace ``replaced`` of them in turn. Raises DrillError."""
    running = Running(ground, services)
    load = Load(at_once=AT_ONCE, pause=PAUSE)
    try:
        running.load_definitions(old)
        running.command(old, "migrate", *services)
        await asyncio.gather(*(running.start(old, service) for service in services))
        assert ground.node
        async with (
            httpx.AsyncClient(timeout=10, trust_env=False) as http,
            amqp_wire(ground.node.url(), REGISTRY) as wire,
            open_client(wire, load.hear) as client,
        ):
            async with load.running(client):
                await load.reach(BETWEEN)
                await asyncio.to_thread(running.load_definitions, new)
                await asyncio.to_thread(running.command, new, "migrate", *services)
                await _turn(running, load, new, replaced)
                one_way = [s for s in replaced if not await asyncio.to_thread(running.works, old, s)]
                await _turn(running, load, old, [name for name in replaced if name not in one_way])
                await asyncio.to_thread(running.command, new, "migrate", *services)
                await _turn(running, load, new, replaced)
            await _send_again(client, load, Accounts(http, running.urls))
        async with databases(ground) as asked:
            found = await look(asked, load.started, readers, services)
    finally:
        await running.stop()
    return Ended(found, running.gaps, one_way)


async def _turn(running: Running, load: Load, tree: Path, services: Sequence[str]) -> None:
    for service in services:
        await running.replace(tree, service)
        await load.reach(load.finished + BETWEEN)


async def _send_again(client: Client, load: Load, accounts: Accounts) -> None:
    await accounts.settle()
    for step in STEPS:
        for message in load.again(step):
            await client.wire.send(message.type, message.to_json())
        await accounts.settle()


def bases() -> list[str]:
    """The commit before this one, and the last tag, if there is one."""
    told = [
        subprocess.run(command, cwd=HERE, capture_output=True, text=True).stdout.strip()
        for command in (
            ("git", "rev-parse", "--short", "HEAD~1"),
            ("git", "describe", "--tags", "--abbrev=0"),
        )
    ]
    return [base for base in told if base]


def main() -> int:
    """The exit code."""
    parser = argparse.ArgumentParser(prog="make upgrade-drill")
    parser.add_argument("base", nargs="*", help="commits; none: the one before, and the last tag")
    configure_logging("ERROR", "people")
    well = True
    for base in parser.parse_args().base or bases():
        begun = time.monotonic()
        with open_ground(load_story().steps[0].at) as ground:
            old = taken(base, ground.folder / "old")
            ended = asyncio.run(drill(ground, old, HERE))
        for service, gaps in ended.gaps.items():
            print(f"{service}: {', '.join(f'{gap:.1f} s' for gap in gaps)}")
        found, (longest, service) = ended.found, ended.longest
        print(
            f"upgrade-drill: {base} → this → {base} → this: {found.matters} matters, lost {found.lost}, "
            f"doubled {found.doubled}; copies {found.copies}, not as their things {found.behind}; "
            f"parked {found.parked}; longest gap {longest:.1f} s ({service}); "
            f"{time.monotonic() - begun:.0f} s"
            + (f"; not back: {', '.join(ended.one_way)}" if ended.one_way else ""),
            flush=True,
        )
        well &= ended.well
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
