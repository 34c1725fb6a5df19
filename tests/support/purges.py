"""A purge as it will be in some days: its clocks go ahead, the tables are those of now."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.journal.purging import Purge
from shared.kernel.service.chores import purge_of
from shared.kernel.service.running import Running
from shared.kernel.store.clock import Clock


@dataclass(frozen=True)
class Later:
    """A clock that is ahead."""

    clock: Clock
    days: float

    async def now(self, connection: AsyncConnection) -> datetime:
        return await self.clock.now(connection) + timedelta(days=self.days)


@dataclass(frozen=True)
class Machine:
    async def now(self, connection: AsyncConnection) -> datetime:
        return datetime.now(UTC)


def in_days(running: Running, days: float, rows: int = 500, **keeping: int) -> Purge:
    """The purge of a running service in so many days; ``keeping``: days other than the settings'."""
    purge = purge_of(running.service, running)
    rules = [replace(due, days=keeping.get(due.rule.days, due.days)) for due in purge.rules]
    return replace(
        purge, rules=rules, rows=rows, machine=Later(Machine(), days), clock=Later(running.clock, days)
    )


async def carry_out(purge: Purge, at_most: int | None = None) -> int:
    """A whole round of every rule, or so many steps; the result is the number of its steps.

    A step passes over what the service's own purge has in hand: that is waited for.
    """
    await purge.begin()
    steps = 0
    while steps != at_most and (await purge.step() or await _step_when_free(purge)):
        steps += 1
    return steps


async def _step_when_free(purge: Purge) -> bool:
    async with purge.engine.begin() as connection:
        await connection.execute(select(purge.tables.purges.c.name).with_for_update())
    return await purge.step()
