"""Fault injectors: faults that tests put in the way of deliveries, beside the concerns that have to bear
them."""

import asyncio
from random import Random

from shared.kernel.bus.delivery.delivery import Delivery, Done, Handle, Outcome, Wrap

_LONGEST = 0.03
"""Seconds: longer than a message takes, so that later ones overtake earlier ones."""


def doubled_and_reordered(chance: Random) -> Wrap:
    """Each delivery waits for a random moment and is then handled twice, side by side."""

    def wrap(handle: Handle) -> Handle:
        async def handle_twice(delivery: Delivery) -> Outcome:
            await asyncio.sleep(chance.random() * _LONGEST)
            first, second = await asyncio.gather(handle(delivery), handle(delivery))
            return first if isinstance(second, Done) else second

        return handle_twice

    return wrap


def handed_over_early(begun: list[asyncio.Task[Outcome]]) -> Wrap:
    """The in-process bus confirms at once and delivers later, as a broker does: publication order is lost.

    Messages that are being handled are added to ``begun``.
    """

    def wrap(handle: Handle) -> Handle:
        async def handled_later(delivery: Delivery) -> Outcome:
            return await handle(delivery)

        async def hand_over(delivery: Delivery) -> Outcome:
            begun.append(asyncio.create_task(handled_later(delivery)))
            return Done("handed over")

        return hand_over

    return wrap
