"""Disturbed delivery: everything comes twice and out of order."""

import asyncio
from random import Random

from shared.messaging.delivery import Delivery, Done
from shared.messaging.in_process import Handle
from shared.messaging.recoverability import Park, RetryLater
from shared.service import Disturb

_LONGEST = 0.03
"""Seconds: longer than a message takes, so that later ones overtake earlier ones."""


def doubled_and_reordered(chance: Random) -> Disturb:
    """Each delivery waits for a random moment and is then handled twice, side by side."""

    def disturb(handle: Handle) -> Handle:
        async def handle_twice(delivery: Delivery) -> Done | RetryLater | Park:
            await asyncio.sleep(chance.random() * _LONGEST)
            first, second = await asyncio.gather(handle(delivery), handle(delivery))
            return first if isinstance(second, Done) else second

        return handle_twice

    return disturb


def handed_over_early(handle_all: list[asyncio.Task[object]]) -> Disturb:
    """The in-process bus confirms at once and delivers later, as a broker does: publication order is lost."""

    def disturb(handle: Handle) -> Handle:
        async def hand_over(delivery: Delivery) -> Done:
            handle_all.append(asyncio.create_task(handle(delivery)))  # type: ignore[arg-type]
            return Done("handed over")

        return hand_over

    return disturb
