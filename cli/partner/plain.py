"""A partner as it may be written anywhere: AMQP and JSON, nothing of what the platform itself sends with."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aio_pika
from aio_pika.abc import AbstractConnection, AbstractIncomingMessage
from yarl import URL

Said = dict[str, Any]
"""One answer: a CloudEvent whose ``data`` says what became of a command."""


class Busy(Exception):
    """Another program reads the queue of that name, so the answers go there."""


class PlainClient:
    """Open it with ``plain_client``. It takes its own answers and leaves all others in their queues."""

    def __init__(self, connection: AbstractConnection, user: str) -> None:
        self._connection = connection
        self.user = user
        self._came: asyncio.Queue[AbstractIncomingMessage] = asyncio.Queue()

    async def read(self, *queues: str) -> None:
        """Read these queues of the user. Raises Busy, and the broker's error where there is none."""
        for name in queues:
            channel = await self._connection.channel()
            queue = await channel.get_queue(f"{self.user}.{name}")
            if queue.declaration_result.consumer_count:
                raise Busy(queue.name)
            await queue.consume(self._came.put)

    async def publish(self, type: str, body: bytes) -> None:
        """Raises the broker's error when it does not take it from this user."""
        message = aio_pika.Message(body, user_id=self.user, delivery_mode=aio_pika.DeliveryMode.PERSISTENT)
        channel = await self._connection.channel(publisher_confirms=True)
        try:
            exchange = await channel.get_exchange(f"{type.split('.', 1)[0]}.commands", ensure=False)
            await exchange.publish(message, type, mandatory=True)
        finally:
            await channel.close()

    async def answer(self, mine: Callable[[Said], bool], patience: float) -> Said | None:
        """The first answer that is ``mine``, taken out of its queue; None: none in so many seconds."""
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(patience):
                while True:
                    message = await self._came.get()
                    if (said := _read(message.body)) and mine(said):
                        await message.ack()
                        return said
        return None


def _read(body: bytes) -> Said | None:
    with contextlib.suppress(ValueError, RecursionError):
        said = json.loads(body)
        if isinstance(said, dict) and isinstance(said.get("data"), dict):
            return said
    return None


@asynccontextmanager
async def plain_client(url: str) -> AsyncIterator[PlainClient]:
    """Log in with ``amqp://user:password@host/``. Raises the broker's error."""
    connection = await aio_pika.connect(url)
    async with connection:
        yield PlainClient(connection, URL(url).user or "guest")
