"""Whether handling is ready, and commands that are told to it meanwhile."""

import asyncio

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from tests.support.platform import Platform

OFFICE = Actor("office-1", Role.OFFICE)


PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")


async def ready(platform: Platform) -> bool:
    return not platform.service("handling").problems()


async def not_ready(platform: Platform) -> str:
    return "; ".join(platform.service("handling").problems())


async def projects(platform: Platform) -> int:
    return int(await platform.scalar("handling", "SELECT count(*) FROM project"))


async def plan(platform: Platform, count: int) -> list[str]:
    """Tell so many commands side by side; the types of their answers."""
    return [
        answer.type for answer in await asyncio.gather(*(platform.tell(PLAN, OFFICE) for _ in range(count)))
    ]
