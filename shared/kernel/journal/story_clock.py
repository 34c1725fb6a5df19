"""The use case behind ``<service>.clock.move.v1``."""

from datetime import datetime
from typing import Any

from shared.kernel.journal.act import UseCase
from shared.kernel.journal.work import Work
from shared.kernel.messages.base import ClockMoved
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.store.clock import Clock, StoryClock
from shared.kernel.store.session import Session


def move_clock(clock: Clock, moved: type[ClockMoved]) -> UseCase:
    """Move the story's clock; where time is real, refuse."""

    async def use_case(message: Message[Any], work: Work) -> Refusal | None:
        if not isinstance(clock, StoryClock):
            return refuse("clock_not_movable")
        work.emit(moved(at=await work.write(_move, clock, message.data.to)))
        return None

    return use_case


async def _move(session: Session, tenant: str, clock: StoryClock, to: datetime) -> datetime:
    """One clock for all tenants."""
    return await clock.move(session.connection, to)
