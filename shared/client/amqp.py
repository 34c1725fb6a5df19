"""The client's wire over RabbitMQ, with a partner's rights: it writes to ``*.commands`` and reads its own
queues.

A user that has no queues of its own, as the administrator of a developer's broker, makes temporary ones.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from aio_pika.abc import AbstractQueue, AbstractRobustConnection
from aio_pika.exceptions import AMQPError, ChannelInvalidStateError, ChannelNotFoundEntity
from aiormq.exceptions import ChannelAccessRefused
from pydantic import ValidationError

from shared.client.client import Mine, everything
from shared.kernel.bus.access.belongings import answers_queue, heard_queue
from shared.kernel.bus.in_process.patterns import matches
from shared.kernel.bus.rabbit.connection import TROUBLE, connect_patiently
from shared.kernel.bus.rabbit.publisher import RabbitPublisher, message_of, user_of
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.ids import new_message_id
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import ANSWERS, TOKEN_HEADER, commands_exchange, inside_exchange

_RETRIES = 120
_PAUSE = 0.5
"""Seconds between tries: a broker's restart takes less than all of them."""


class AmqpWire:
    """Open it with ``amqp_wire``."""

    def __init__(
        self,
        connection: AbstractRobustConnection,
        publisher: RabbitPublisher,
        registry: Registry,
        *,
        passing_by: bool,
    ) -> None:
        self._connection = connection
        self._publisher = publisher
        self._registry = registry
        self._passing_by = passing_by

    async def send(self, type: str, body: bytes, token: str | None = None) -> None:
        """Publish with a confirm. An unconfirmed message is sent again, with its id, until the broker is
        back.

        Raises the broker's error if it refuses us, or the last error after a while.
        """
        headers = {} if token is None else {TOKEN_HEADER: token}
        message = message_of(
            self._registry.envelope.model_validate_json(body).sealed(), self._publisher.user, headers
        )
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
        """The events that a partner's entry lets it hear, or through a temporary queue those of every stream.

        Who passes by leaves a partner's events where they are.
        """
        streams = [(inside_exchange(service), f"{pattern}.#") for service in self._registry.services]
        async with self._reading(heard_queue(self._publisher.user), streams, self._stays) as bodies:

            async def read() -> AsyncIterator[Envelope]:
                async for body in bodies:
                    try:
                        event = self._registry.envelope.model_validate_json(body)
                    except ValidationError:
                        continue  # What cannot be read is no event, and keeps nobody from the next one.
                    if matches(pattern, event.type):
                        yield event

            yield read()

    @asynccontextmanager
    async def answers(self, mine: Mine = everything) -> AsyncIterator[AsyncIterator[bytes]]:
        """The answers to what this user sends. Who passes by takes those alone that are ``mine``, and leaves
        the others when it goes."""
        takes = mine if self._passing_by else everything
        user = self._publisher.user
        async with self._reading(answers_queue(user), [(ANSWERS, user)], takes) as bodies:
            yield bodies

    def _stays(self, body: bytes) -> bool:
        return not self._passing_by

    @asynccontextmanager
    async def _reading(
        self, own: str, streams: Sequence[tuple[str, str]], takes: Mine
    ) -> AsyncIterator[AsyncIterator[bytes]]:
        """From the queue ``own``; where there is none, from a temporary one bound to ``streams``. A user that
        may not make one either hears nothing: so its entry says."""
        queue = await self._own(own)
        made = queue is None
        if queue is None:
            try:
                queue = await self._temporary(streams)
            except ChannelAccessRefused:
                yield _silence()
                return
        try:
            yield self._read(queue, everything if made else takes)
        finally:
            if made:
                await queue.delete(if_unused=False, if_empty=False)
            await queue.channel.close()

    async def _own(self, name: str) -> AbstractQueue | None:
        """The queue that the definitions gave this user, or None."""
        channel = await self._connection.channel()
        try:
            queue = await channel.get_queue(name)
        except ChannelNotFoundEntity:
            return None
        if not self._passing_by or name == heard_queue(self._publisher.user):
            await channel.set_qos(prefetch_count=_PREFETCH)
        return queue

    async def _temporary(self, streams: Sequence[tuple[str, str]]) -> AbstractQueue:
        channel = await self._connection.channel()
        await channel.set_qos(prefetch_count=_PREFETCH)
        name = f"{self._publisher.user}.{new_message_id()}"
        queue = await channel.declare_queue(name, durable=True, arguments=_SHORT_LIFE)
        for exchange, key in streams:
            await queue.bind(exchange, key)
        return queue

    async def _read(self, queue: AbstractQueue, takes: Mine) -> AsyncIterator[bytes]:
        async with queue.iterator() as messages:
            async for message in messages:
                if takes(message.body):
                    # The connection broke meanwhile: the message comes once more.
                    with contextlib.suppress(*TROUBLE):
                        await message.ack()
                yield message.body


async def _silence() -> AsyncIterator[bytes]:
    """Nothing, for as long as somebody listens."""
    await asyncio.Event().wait()
    yield b""


_PREFETCH = 200
_SHORT_LIFE = {"x-expires": 60_000, "x-queue-type": "quorum"}
"""Milliseconds that a temporary queue nobody reads is kept: long enough for a broker restart.

Quorum: where the broker is a cluster, a classic queue would be gone with its node.
"""


@asynccontextmanager
async def amqp_wire(url: str, registry: Registry, *, passing_by: bool = False) -> AsyncIterator[AmqpWire]:
    """Connect with ``url``, to hear the services of ``registry``; waits for a broker that is not up yet.

    ``passing_by``: for a person's one command, beside the program that reads the partner's queues.
    """
    publisher = RabbitPublisher(url, f"{user_of(url)} publisher", 15)
    await publisher.start()
    connection = await connect_patiently(url, f"{user_of(url)} listener")
    try:
        yield AmqpWire(connection, publisher, registry, passing_by=passing_by)
    finally:
        await connection.close()
        await publisher.stop()
