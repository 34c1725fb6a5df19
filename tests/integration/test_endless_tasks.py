"""What a service does for ever is not ended by an error that nobody foresaw."""

from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.messages.envelope import Actor
from shared.kernel.store.clock import Clock
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from tests.support.platform import Stand, running_platform

OFFICE = Actor("office-1", Role.OFFICE)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")


@dataclass
class ClockThatBreaks:
    """Fails as a library may that is in the middle of something: by no error of the database's."""

    clock: Clock
    left: int = 3
    broke: list[str] = field(default_factory=list)

    async def now(self, connection: AsyncConnection) -> datetime:
        if len(self.broke) < self.left:
            self.broke.append("another operation is in progress")
            raise RuntimeError("cannot switch to state 15; another operation (2) is in progress")
        return await self.clock.now(connection)


async def test_the_relay_goes_on_after_an_error_that_nobody_foresaw(in_process: Stand) -> None:
    async with running_platform(in_process, "handling") as platform:
        relay = platform.service("handling").relay
        relay.clock = clock = ClockThatBreaks(relay.clock)
        answer = await platform.tell(PLAN, OFFICE)
        assert answer.type == handling.ProjectPlanned.type
        assert len(clock.broke) == clock.left
