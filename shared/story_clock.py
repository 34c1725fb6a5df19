"""The use case behind ``<service>.clock.move.v1``."""

from typing import Any

from shared.clock import Clock, StoryClock
from shared.contracts.base import ClockMoved
from shared.contracts.envelope import Message
from shared.contracts.registry import TYPES
from shared.errors import Refusal, refuse
from shared.journal.act import UseCase
from shared.journal.work import Work


def move_clock(clock: Clock, service: str) -> UseCase:
    """Move the story's clock; where time is real, refuse."""

    async def use_case(message: Message[Any], work: Work) -> Refusal | None:
        if not isinstance(clock, StoryClock):
            return refuse("clock_not_movable")
        moved = TYPES[f"{service}.clock.moved.v1"]
        assert issubclass(moved, ClockMoved)
        work.emit(moved(at=await clock.move(await work.writing(), message.data.to)))
        return None

    return use_case
