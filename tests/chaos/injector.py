"""Injects the planned faults and keeps what became of each."""

import asyncio
import random
from collections.abc import Callable
from dataclasses import dataclass, field

from tests.chaos.faults import Scene
from tests.chaos.recovery import all_handle_again, handled
from tests.chaos.schedule import Planned

_PAUSE = 0.1


@dataclass
class Injected:
    """Seconds of the event loop's clock; ``recovered`` None: not yet. ``beside``: so many others had not
    healed."""

    planned: Planned
    began: float
    beside: int
    ended: float | None = None
    recovered: float | None = None

    @property
    def recovery(self) -> float | None:
        """Seconds from the fault's end until all affected processes handled again."""
        return None if self.recovered is None or self.ended is None else self.recovered - self.ended


@dataclass
class Injector:
    """``progress`` says how much of the load is done, from 0 to 1."""

    scene: Scene
    planned: tuple[Planned, ...]
    progress: Callable[[], float]
    seed: int
    told: Callable[[str], None]
    injected: list[Injected] = field(default_factory=list)

    async def run(self) -> None:
        """Inject all; return when the last has healed."""
        async with asyncio.TaskGroup() as group:
            for fault in self.planned:
                while True:
                    if self.progress() >= fault.progress:
                        break
                    await asyncio.sleep(_PAUSE)
                group.create_task(self._inject(fault))

    async def _inject(self, fault: Planned) -> None:
        clock = asyncio.get_running_loop().time
        await asyncio.sleep(fault.delay)
        beside = sum(other.recovered is None for other in self.injected)
        entry = Injected(fault, clock(), beside)
        self.injected.append(entry)
        affected = await fault.kind.inject(
            self.scene, fault.target, random.Random(f"{self.seed}:{fault.number}")
        )
        entry.ended = clock()
        before = [(instance, await handled(self.scene.client, instance) or 0.0) for instance in affected]
        await all_handle_again(self.scene.client, self.scene.servers, before)
        entry.recovered = clock()
        what = f"{fault.kind.name} {fault.target}".strip()
        self.told(
            f"{what}: {entry.ended - entry.began:.1f} s, then {entry.recovery:.1f} s until handling; "
            f"{beside} beside"
        )
