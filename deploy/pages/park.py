"""Typed into the admin container: two commands that handling cannot handle, so that something is parked."""

import asyncio
import os

import aio_pika


async def main() -> None:
    """Publish them, without saying who sends them."""
    connection = await aio_pika.connect(os.environ["YOUYUE_BROKER_URL"])
    async with connection, connection.channel() as channel:
        exchange = await channel.get_exchange("handling.commands", ensure=False)
        for number in (1, 2):
            message = aio_pika.Message(f"no command, number {number}".encode())
            await exchange.publish(message, "handling.item.assign.v1")


asyncio.run(main())
