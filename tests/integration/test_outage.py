"""The broker goes away under load, for as long as it likes: no committed event is lost."""

import asyncio
from dataclasses import dataclass, field

from shared.kernel.bus.delivery.delivery import Delivery, Done, Handle, Park, RetryLater
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from tests.support.door import Door
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
COMMANDS, BEFORE = 60, 20
LONG = 2.0
"""Seconds that an event lies unsent until the broker comes back; `make chaos` has a whole minute of it."""


@dataclass
class HeldFrom:
    """Deliveries after the first ``before`` are handled only when ``go_on`` is set."""

    before: int
    count: int = 0
    reached: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event = field(default_factory=asyncio.Event)

    def __call__(self, handle: Handle) -> Handle:
        async def hold(delivery: Delivery) -> Done | RetryLater | Park:
            self.count += 1
            if self.count > self.before:
                self.reached.set()
                await self.go_on.wait()
            return await handle(delivery)

        return hold


async def oldest_unsent(platform: Platform) -> float:
    vitals = await platform.service("handling").watch.look()
    assert vitals.ledger
    return vitals.ledger.oldest_age


async def test_while_the_broker_is_away_under_load_no_committed_event_is_lost(over_rabbitmq: Stand) -> None:
    held = HeldFrom(BEFORE)
    assert over_rabbitmq.broker_url
    async with Door(over_rabbitmq.broker_url) as door:
        await door.open()
        behind_the_door = Stand(over_rabbitmq.database_url, door.url)
        async with running_platform(
            behind_the_door, "handling", story_clock=None, faults=(held,)
        ) as platform:
            asked = [asyncio.create_task(platform.tell(PLAN, OFFICE)) for _ in range(COMMANDS)]
            await held.reached.wait()
            await door.close()
            held.go_on.set()

            async def is_old() -> bool:
                return await oldest_unsent(platform) > LONG

            await until(is_old)
            await door.open()
            answers = await asyncio.gather(*asked)
            assert {answer.type for answer in answers} == {handling.ProjectPlanned.type}
            assert await platform.scalar("handling", "SELECT count(*) FROM project") == COMMANDS
            assert (
                await platform.scalar(
                    "handling", "SELECT count(*) FROM journal WHERE available_at IS NULL AND asker IS NULL"
                )
                == COMMANDS
            )
            assert len({answer.subject for answer in answers}) == COMMANDS

            async def nothing_unsent() -> bool:
                return not await oldest_unsent(platform)

            await until(nothing_unsent)
