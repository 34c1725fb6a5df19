"""The limit of the relay: aio-pika by hand, with confirms. ``python -m benchmarks.quick.raw_publishing BROKER
ROWS``"""

import asyncio
import sys
from time import perf_counter

import aio_pika

from benchmarks.quick.messages import received
from benchmarks.quick.toggled import toggled
from shared.kernel.bus.rabbit.publisher import message_of, user_of
from shared.kernel.messages.topology import events_exchange

BATCH = 500
"""Unconfirmed at a time; also the relay's."""


async def main(broker: str, rows: str) -> None:
    """Publish that many when told to."""
    connection = await aio_pika.connect(broker)
    channel = await connection.channel(publisher_confirms=True)
    exchange = await channel.get_exchange(events_exchange("intake"))
    user = user_of(broker)
    events = [received(number) for number in range(int(rows))]

    async def publish() -> float:
        begun = perf_counter()
        for first in range(0, len(events), BATCH):
            batch = events[first : first + BATCH]
            messages = ((message_of(event, user), event.type) for event in batch)
            await asyncio.gather(
                *(exchange.publish(message, key, mandatory=False) for message, key in messages)
            )
        return len(events) / (perf_counter() - begun)

    await toggled(publish)
    await connection.close()


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
