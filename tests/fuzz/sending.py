"""Publishing bad messages, many at a time, each confirmed by the broker."""

import asyncio
from collections.abc import Iterable

import aio_pika
from aio_pika.abc import AbstractChannel
from pamqp import commands

from tests.fuzz.account import Account
from tests.fuzz.messages import LOTS, Bad


async def publish_all(channel: AbstractChannel, messages: Iterable[Bad], account: Account) -> None:
    """Straight to the queues, past the exchanges."""
    underlay = await channel.get_underlay_channel()

    async def publish(bad: Bad) -> None:
        named = {"user_id": account.user, **bad.properties}
        properties = commands.Basic.Properties(headers=bad.headers, delivery_mode=2, **named)
        await underlay.basic_publish(
            bad.body, routing_key=bad.queue, properties=properties, mandatory=True, timeout=60
        )
        account.sent["lot" if bad.queue in LOTS else "inbox"] += 1

    await asyncio.gather(*(publish(bad) for bad in messages))


async def open_channel(connection: aio_pika.abc.AbstractConnection) -> AbstractChannel:
    """With confirms."""
    return await connection.channel(publisher_confirms=True, on_return_raises=True)
