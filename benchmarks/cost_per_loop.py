"""What does one loop cost? ``make bench-cost``: the story (28 submissions, 8 items), then plain submissions.

Processor seconds by process, less what the idle platform uses in that time; rows and bytes by table; messages
and bytes on the bus. The story lives through months in a minute by moving the services' clocks and asking
each time whether all rest, which no real month does: that is measured by itself first, and taken off. The
last line is JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from benchmarks.cost.ground import Platform, platform
from benchmarks.cost.processor import difference, resident_megabytes, seconds
from benchmarks.cost.stored import Stored, look
from demo.player import Player
from demo.sample import sample
from demo.steps import load_story
from shared.client.platform import new_command
from shared.kernel.messages.base import MoveClock
from shared.kernel.messages.envelope import Actor
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmitSubmission
from shared.language.contracts.registry import SERVICES, TYPES

STORY = load_story()
IDLE_SECONDS = 15.0
_AT_ONCE, _MOVES = 8, 60
_CITIZEN = Actor("citizen:benchmark", Role.CITIZEN)
_OPERATOR = Actor("operator-1", Role.OPERATOR)


@dataclass(frozen=True)
class Cost:
    """What ``count`` of something cost in all."""

    what: str
    count: int
    wall: float
    processor: dict[str, float]
    stored: Stored

    def less_clock(self, moves: "Cost") -> "Cost":
        """Without its moves of the clock, by what ``moves`` cost."""
        times = self.stored.bus["clock_moves"] / moves.stored.bus["clock_moves"]
        net = {
            name: max(0.0, value - times * moves.processor.get(name, 0.0))
            for name, value in self.processor.items()
        }
        return Cost(self.what, self.count, self.wall, net, self.stored.less(moves.stored, times))

    def each(self) -> dict[str, object]:
        """For one of them."""
        bus = {name: round(value / self.count, 2) for name, value in sorted(self.stored.bus.items())}
        return {
            "processor_ms": {
                name: round(1000 * s / self.count, 1) for name, s in sorted(self.processor.items())
            },
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
            await on.client.ask(new_command(command, _CITIZEN, sample().township_id, "/benchmarks/cost"))

    await asyncio.gather(*(worker() for _ in range(_AT_ONCE)))


async def move_clocks(on: Platform, count: int, begin: datetime) -> None:
    """So many moves of all clocks by a minute, as the story's player makes them."""
    moves = [TYPES[f"{service}.clock.move.v1"] for service in SERVICES]
    for minute in range(1, count + 1):
        to = begin + timedelta(minutes=minute)
        asked = (
            on.client.ask(new_command(move(to=to), _OPERATOR, sample().township_id, "/benchmarks/cost"))
            for move in moves
            if issubclass(move, MoveClock)
        )
        await asyncio.gather(*asked)
        await on.accounts.settle()


async def run(count: int) -> None:
    """Measure and print."""
    begin = STORY.steps[0].at - timedelta(days=1)
    async with platform(begin) as on:
        before = seconds()
        await asyncio.sleep(IDLE_SECONDS)
        idle = {name: used / IDLE_SECONDS for name, used in difference(seconds(), before).items()}
        moves = await measure("move of all clocks", _MOVES, on, idle, lambda: move_clocks(on, _MOVES, begin))
        player = Player(STORY, on.client, on.accounts, sample().township_id, events=on.events)
        story = await measure("item of the story", len(STORY.items) + 1, on, idle, player.play)
        story = story.less_clock(moves)
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
    print(json.dumps(result | {cost.what: cost.each() for cost in (moves, story, plain)}))


if __name__ == "__main__":
    asyncio.run(run(int(sys.argv[1]) if len(sys.argv) > 1 else 1000))
