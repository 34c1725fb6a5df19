"""The load: epoch by epoch, everybody side by side; the clock moves when all have got what they waited
for."""

import asyncio
import random
from collections.abc import Coroutine, Iterable, Iterator
from datetime import datetime
from typing import Any

from demo.townships import XIUSHAN, read_sample
from shared.kernel.messages.base import MoveClock
from shared.language.contracts.directory import AddTownship
from shared.language.contracts.registry import TYPES
from tests.chaos import people
from tests.chaos.author import Author
from tests.chaos.crowd import raise_one
from tests.chaos.matter import Matter
from tests.chaos.quiet import Quiet
from tests.chaos.size import Size

_CLOCKS = ("directory", "intake", "scheduling", "handling", "evaluation")
"""The ballots close by evaluation's clock; who hears of it must live at that time already."""
_CROWD_AT_ONCE = 40
_SHARES = (5, 8, 4, 2, 1)
"""How the crowd is spread over the epochs."""


async def play(author: Author, size: Size, quiet: Quiet) -> None:
    """Play it all. Raises Surprise."""
    there = read_sample(XIUSHAN)
    add = AddTownship(profile=there.profile, rules=there.rules, lists=there.lists)
    await author.settle(add, people.OPERATOR, "township")
    matters = [Matter(number, author) for number in range(size.matters)]
    crowds = list(_crowds(size))
    for epoch, moment in enumerate(people.EPOCHS):
        if epoch:
            await _move_clocks(author, quiet, people.EPOCHS[epoch - 1], moment)
        pieces = [matter.pieces()[epoch]() for matter in matters if epoch < len(matter.pieces())]
        await _all_of((*pieces, _raise_all(author, crowds[epoch])))


def _crowds(size: Size) -> Iterator[list[int]]:
    """The numbers of those who come in each epoch, in an order of the seed's."""
    numbers = list(range(size.crowd))
    random.Random(size.seed).shuffle(numbers)
    start = 0
    for epoch in range(len(_SHARES)):
        end = size.crowd * sum(_SHARES[: epoch + 1]) // sum(_SHARES)
        yield numbers[start:end]
        start = end


async def _raise_all(author: Author, numbers: list[int]) -> None:
    waiting = iter(numbers)

    async def work() -> None:
        for number in waiting:
            await raise_one(author, number)

    await _all_of(work() for _ in range(_CROWD_AT_ONCE))


async def _move_clocks(author: Author, quiet: Quiet, since: datetime, to: datetime) -> None:
    for moment in people.moments(since, to):
        for number, service in enumerate(_CLOCKS, 1):
            move = TYPES[f"{service}.clock.move.v1"]
            assert issubclass(move, MoveClock)
            await author.tell(move(to=moment), people.OPERATOR, "clock", service, moment.isoformat())
            await quiet.comes(since, moment, _CLOCKS[:number])


async def _all_of(work: Iterable[Coroutine[Any, Any, None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for piece in work:
            group.create_task(piece)
