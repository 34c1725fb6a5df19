"""The client's wire over RabbitMQ, with a partner's rights: write to ``*.commands``, a temporary queue of its
own."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import aio_pika
from aio_pika.abc import AbstractRobustConnection
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError, ChannelNotFoundEntity
from aiormq.exceptions import ChannelAccessRefused

from shared.kernel.bus.rabbit.connection import TROUBLE, connect_patiently
from shared.kernel.bus.rabbit.publisher import RabbitPublisher, message_of, user_of
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.ids import new_message_id
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import ANSWERS, commands_exchange, events_exchange

_RETRIES = 120
_PAUSE = 0.5
"""Seconds between tries: a broker's restart takes less than all of them."""


class AmqpWire:
    """Open it with ``amqp_wire``. Its temporary queues are called after its user, as a partner's permissions
    ask."""

    def __init__(
        self, connection: AbstractRobustConnection, publisher: RabbitPublisher, registry: Registry
    ) -> None:
        self._connection = connection
        self._publisher = publisher
        self._registry = registry

    async def send(self, type: str, body: bytes) -> None:
        """Publish with a confirm. An unconfirmed message is sent again, with its id, until the broker is
        back.

        Raises the broker's error if it refuses us, or the last error after a while.
        """
        message = message_of(self._registry.envelope.model_validate_json(body).sealed(), self._publisher.user)
        exchange = commands_exchange(type.split(".", 1)[0])
        for _ in range(_RETRIES):
            try:
                return await self._publisher.publish(exchange, type, message)
            except (ChannelAccessRefused, ChannelNotFoundEntity):
                raise
            except (AMQPError, ChannelInvalidStateError, OSError, TimeoutError):
                await asyncio.sleep(_PAUSE)
        await self._publisher.publish(exchange, type, message)

    @asynccontextmanager
    async def events(self, pattern: str) -> AsyncIterator[AsyncIterator[Envelope]]:
        """Events through a queue bound to every service's stream; it outlives a broken connection for a
        while."""
        streams = [(events_exchange(service), pattern) for service in self._registry.services]
        async with self._bound_to(streams) as bodies:

            async def read() -> AsyncIterator[Envelope]:
                async for body in bodies:
                    yield self._registry.envelope.model_validate_json(body)

            yield read()

    @asynccontextmanager
    async def answers(self) -> AsyncIterator[AsyncIterator[bytes]]:
        """The answers to all that this user sends: others may share the user, so each has a queue of its
        own."""
        async with self._bound_to([(ANSWERS, self._publisher.user)]) as bodies:
            yield bodies

    @asynccontextmanager
    async def _bound_to(self, streams: Sequence[tuple[str, str]]) -> AsyncIterator[AsyncIterator[bytes]]:
        channel = await self._connection.channel()
        await channel.set_qos(prefetch_count=200)
        name = f"{self._publisher.user}.{new_message_id()}"
        queue = await channel.declare_queue(name, durable=True, arguments=_SHORT_LIFE)
        for exchange, key in streams:
            await queue.bind(exchange, key)
        try:
            yield self._read(queue)
        finally:
            await queue.delete(if_unused=False, if_empty=False)
            await channel.close()

    async def _read(self, queue: aio_pika.abc.AbstractQueue) -> AsyncIterator[bytes]:
        async with queue.iterator() as messages:
            async for message in messages:
                with contextlib.suppress(
                    *TROUBLE
                ):  # the connection broke meanwhile: the message comes once more
                    await message.ack()
                yield message.body


_SHORT_LIFE = {"x-expires": 60_000, "x-queue-type": "quorum"}
"""Milliseconds that a temporary queue nobody reads is kept: long enough for a broker restart.

Quorum: where the broker is a cluster, a classic queue would be gone with its node.
"""


@asynccontextmanager
async def amqp_wire(url: str, registry: Registry) -> AsyncIterator[AmqpWire]:
    """Connect with ``url``, to hear the services of ``registry``; waits for a broker that is not up yet."""
    publisher = RabbitPublisher(url, f"{user_of(url)} publisher", 15)
    await publisher.start()
    connection = await connect_patiently(url, f"{user_of(url)} listener")
    try:
        yield AmqpWire(connection, publisher, registry)
    finally:
        await connection.close()
        await publisher.stop()
