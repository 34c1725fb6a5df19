"""Publishing to RabbitMQ with confirms, on a connection of its own."""

import asyncio

import aio_pika
import structlog
from aio_pika.abc import AbstractExchange, AbstractRobustChannel, AbstractRobustConnection

from shared.contracts.envelope import Envelope, Sealed
from shared.messaging.topology import events_exchange

log = structlog.get_logger(__name__)

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
HEARTBEAT = 10
"""Seconds."""
_CONNECT_PAUSE = 1.0


async def connect_patiently(url: str, name: str) -> AbstractRobustConnection:
    """Connect, waiting for a broker that is not up yet."""
    announced = False
    while True:
        try:
            return await aio_pika.connect_robust(
                url, heartbeat=HEARTBEAT, client_properties={"connection_name": name}, timeout=10
            )
        except (OSError, TimeoutError, aio_pika.exceptions.AMQPConnectionError) as error:
            if isinstance(error, aio_pika.exceptions.ProbableAuthenticationError):
                raise
            if not announced:
                log.warning("waiting_for_broker", error=str(error))
                announced = True
            await asyncio.sleep(_CONNECT_PAUSE)


def message_of(sealed: Sealed) -> aio_pika.Message:
    """The AMQP message: persistent, its properties repeating what the envelope says."""
    return aio_pika.Message(
        sealed.body,
        content_type=CONTENT_TYPE,
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        message_id=sealed.id,
        correlation_id=sealed.correlation,
        timestamp=sealed.time,
        type=sealed.type,
    )


class RabbitPublisher:
    """Publishes to exchanges that exist; every publish waits for the broker's confirm."""

    def __init__(self, url: str, name: str, timeout: float) -> None:
        self._url = url
        self._name = name
        self._timeout = timeout
        self._connection: AbstractRobustConnection | None = None
        self._channel: AbstractRobustChannel | None = None
        self._exchanges: dict[str, AbstractExchange] = {}

    async def start(self) -> None:
        """Connect, waiting for the broker."""
        self._connection = await connect_patiently(self._url, self._name)
        channel = await self._connection.channel(publisher_confirms=True, on_return_raises=False)
        assert isinstance(channel, AbstractRobustChannel)
        self._channel = channel

    async def stop(self) -> None:
        """Close the connection."""
        if self._connection:
            await self._connection.close()

    async def publish_event(self, envelope: Envelope) -> None:
        """Publish to the exchange of the service that owns the type."""
        async with asyncio.timeout(self._timeout):
            await self.send_event(envelope.sealed())

    async def send_event(self, event: Sealed) -> None:
        """As ``publish_event``, without a limit to the time it takes: who calls this has one for all that it sends."""
        target = await self._exchange(events_exchange(event.type.split(".", 1)[0]))
        await target.publish(message_of(event), event.type, mandatory=False)

    async def publish(self, exchange: str, key: str, message: aio_pika.Message) -> None:
        """Return when the broker has confirmed. Raises TimeoutError or an AMQP error otherwise."""
        async with asyncio.timeout(self._timeout):
            target = await self._exchange(exchange)
            await target.publish(message, key, mandatory=False)

    async def consumer_count(self, queue: str) -> int:
        """How many consumers ``queue`` has now."""
        assert self._connection
        async with asyncio.timeout(self._timeout), self._connection.channel() as channel:
            declared = await channel.declare_queue(queue, passive=True)
            return declared.declaration_result.consumer_count or 0

    @property
    def connected(self) -> bool:
        """Whether the connection is up now."""
        return bool(self._connection and self._connection.connected.is_set())

    async def _exchange(self, name: str) -> AbstractExchange:
        if name not in self._exchanges:
            assert self._channel
            self._exchanges[name] = await self._channel.get_exchange(name, ensure=False)
        return self._exchanges[name]
