"""What does one loop cost? ``make bench-cost``: the story (28 submissions, 8 items), then plain submissions.

Processor seconds by process, less what the idle platform uses in that time; rows and bytes by table; messages and
bytes on the bus. The last line is JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from benchmarks.cost.ground import Platform, platform
from benchmarks.cost.processor import difference, resident_megabytes, seconds
from benchmarks.cost.stored import Stored, look
from demo.player import Player
from demo.steps import load_story
from shared.client import new_command
from shared.contracts.base import Role
from shared.contracts.envelope import Actor
from shared.contracts.intake import SubmitSubmission
from shared.reference import reference

STORY = load_story()
IDLE_SECONDS = 15.0
_AT_ONCE = 8
_CITIZEN = Actor("citizen:benchmark", Role.CITIZEN)


@dataclass(frozen=True)
class Cost:
    """What ``count`` of something cost in all."""

    what: str
    count: int
    wall: float
    processor: dict[str, float]
    stored: Stored

    def each(self) -> dict[str, object]:
        """For one of them."""
        bus = {name: round(value / self.count, 2) for name, value in sorted(self.stored.bus.items())}
        return {
            "processor_ms": {name: round(1000 * s / self.count, 1) for name, s in sorted(self.processor.items())},
            "processor_ms_all": round(1000 * sum(self.processor.values()) / self.count, 1),
            "rows": round(self.stored.rows.total() / self.count, 2),
            "stored_bytes": round(self.stored.bytes.total() / self.count),
            **bus,
        }


async def measure(
    what: str, count: int, on: Platform, idle: dict[str, float], act: Callable[[], Awaitable[object]]
) -> Cost:
    """Let ``act`` happen and wait until the platform rests."""
    before, rows, begun = seconds(), await look(on.database_url), time.perf_counter()
    await act()
    await on.accounts.settle()
    wall = time.perf_counter() - begun
    used = difference(seconds(), before)
    net = {name: max(0.0, value - idle.get(name, 0.0) * wall) for name, value in used.items()}
    return Cost(what, count, wall, net, (await look(on.database_url)).since(rows))


async def submit(on: Platform, count: int) -> None:
    """So many plain submissions, some at a time."""
    left = iter(range(count))

    async def worker() -> None:
        for number in left:
            command = SubmitSubmission(
                text=f"第{number}件：村口的路灯坏了，晚上看不清台阶，请修一下。", channel="online"
            )
            await on.client.ask(new_command(command, _CITIZEN, reference().township, "/benchmarks/cost"))

    await asyncio.gather(*(worker() for _ in range(_AT_ONCE)))


async def run(count: int) -> None:
    """Measure and print."""
    async with platform(STORY.steps[0].at) as on:
        before = seconds()
        await asyncio.sleep(IDLE_SECONDS)
        idle = {name: used / IDLE_SECONDS for name, used in difference(seconds(), before).items()}
        player = Player(STORY, on.client, on.accounts, reference().township, events=on.events)
        story = await measure("item of the story", len(STORY.items) + 1, on, idle, player.play)
        await submit(on, 50)
        await on.accounts.settle()
        plain = await measure("plain submission", count, on, idle, lambda: submit(on, count))
        memory = resident_megabytes()
    for cost in (story, plain):
        print(f"{cost.what}: {cost.count} in {cost.wall:.1f} s; for one of them:")
        for table in sorted(cost.stored.rows):
            size = cost.stored.bytes[table] / cost.count
            print(f"  {table:28} {cost.stored.rows[table] / cost.count:8.2f} rows {size:10,.0f} bytes")
    result: dict[str, object] = {
        "idle_processor_percent": {name: round(100 * value, 1) for name, value in sorted(idle.items())},
        "resident_mb": dict(sorted(memory.items())),
    }
    print(json.dumps(result | {cost.what: cost.each() for cost in (story, plain)}))


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
