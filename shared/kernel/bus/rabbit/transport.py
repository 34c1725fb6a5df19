"""The RabbitMQ transport: it consumes and calls the pipeline; later and park are confirmed copies, then ack.

What happens to one delivery stands in ``receiving``; here is how consumers come and go. FastStream gives the
connection, the channel with its prefetch, and the queues; the messages come from aio-pika as they are
(ADR 0006).
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import structlog
from aio_pika import RobustQueue
from aio_pika.abc import AbstractIncomingMessage, AbstractRobustConnection
from aio_pika.exceptions import ProbableAuthenticationError
from faststream.rabbit import Channel, QueueType, RabbitBroker, RabbitQueue

from shared.kernel.bus.delivery.delivery import Handle, ParkIt
from shared.kernel.bus.rabbit.connection import CONNECT_PAUSE, RECONNECT_INTERVAL, TROUBLE, named_url
from shared.kernel.bus.rabbit.in_flight import InFlight
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.bus.rabbit.receiving import Read, Receiving
from shared.kernel.messages.topology import Topology, parking_name

log = structlog.get_logger(__name__)

GRACEFUL_TIMEOUT = 20.0
"""Seconds that running handlers are given at shutdown."""
_START_SECONDS = 30.0
_ASK_SECONDS = 5.0
"""How long one question to the broker may take."""


@dataclass(frozen=True, slots=True)
class QueueState:
    """What the broker says of a queue: consumers of all instances, messages that wait for one."""

    consumers: int
    ready: int


class _Consumer(NamedTuple):
    """A queue that is read, and the tag under which the broker knows its reader."""

    queue: RobustQueue
    tag: str


class RabbitTransport:
    """One service's consumers: its inbox queues and its parking lot."""

    def __init__(
        self, service: str, topology: Topology, url: str, prefetch: int, publisher: RabbitPublisher
    ) -> None:
        self._service = service
        self._url = named_url(url, f"{service} consumer")
        self._prefetch = prefetch
        self._receiving = Receiving(service, publisher)
        self._readers: dict[str, Read] = {}
        self._consumers: dict[str, _Consumer] = {}
        self._broker: RabbitBroker | None = None
        self._connection: AbstractRobustConnection | None = None
        self._asking: Any = None
        self.in_flight = InFlight()
        self.queues: tuple[str, ...] = (*topology.inbox_queues(service), parking_name(service))

    def subscribe(self, handle: Handle, park: ParkIt) -> None:
        """Read every inbox queue with ``handle``, the parking lot with ``park``; from ``start`` on."""
        self._readers = {queue: self._receiving.inbox(queue, handle) for queue in self.queues[:-1]}
        self._readers[parking_name(self._service)] = self._receiving.parking(park)

    async def start(self, waiting: Callable[[str | None], None] = lambda problem: None) -> None:
        """Consume; waits for a broker or for queues that are not there yet, and tells ``waiting`` why.

        Raises ProbableAuthenticationError.
        """
        announced = ""
        while True:
            broker = self._new_broker()
            try:
                async with asyncio.timeout(_START_SECONDS):
                    self._connection = await broker.connect()
                    await broker.start()
                    self._consumers = {queue: await self._consumer(broker, queue) for queue in self.queues}
            except ProbableAuthenticationError:
                raise
            except TROUBLE as error:
                await _close(broker)
                waiting(f"broker: {error!r}")
                if announced != repr(error):
                    log.warning("waiting_for_queues", service=self._service, error=repr(error))
                    announced = repr(error)
                await asyncio.sleep(CONNECT_PAUSE)
            except BaseException:
                await _close(broker)
                raise
            else:
                self._broker = broker
                waiting(None)
                return

    async def stop(self, patience: float = GRACEFUL_TIMEOUT) -> None:
        """Take no more messages, let running handlers finish for ``patience`` seconds, close.

        Consumers are cancelled first: closing their channel would cancel the handlers with them. Messages
        that no handler has begun with, or finished, are not acknowledged and go back to their queues when the
        channel closes.
        """
        if self._broker is None:
            return
        broker, self._broker = self._broker, None
        consumers, self._consumers = self._consumers, {}
        with contextlib.suppress(*TROUBLE, ExceptionGroup):
            async with asyncio.timeout(_ASK_SECONDS):
                await asyncio.gather(*(queue.cancel(tag) for queue, tag in consumers.values()))
        if not await self.in_flight.ended(patience):
            log.warning("handlers_cut_off", service=self._service, running=self.in_flight.count)
        await _close(broker)

    async def reopen(self, patience: float) -> None:
        """Leave and come back on a new connection."""
        await self.stop(patience)
        await self.start()

    async def lost(self) -> list[str]:
        """The queues that this instance does not read now, as far as it can know itself."""
        if self._broker is None or self._connection is None or not self._connection.connected.is_set():
            return list(self.queues)
        consumers = self._consumers  # stopping meanwhile takes others
        try:
            async with asyncio.timeout(_ASK_SECONDS):
                return [queue for queue in self.queues if not await _is_reading(consumers[queue])]
        except TimeoutError:
            return list(self.queues)

    async def queue_states(self) -> dict[str, QueueState]:
        """Ask the broker. Raises what ``TROUBLE`` lists."""
        if self._connection is None or self._connection.transport is None:
            raise ConnectionError("not connected")
        try:
            async with asyncio.timeout(_ASK_SECONDS):
                channel = await self._channel_to_ask(self._connection.transport.connection)
                states = {queue: await channel.queue_declare(queue, passive=True) for queue in self.queues}
        except BaseException:
            # The library or the broker closes it, and may still be about it.
            self._asking = None
            raise
        return {
            name: QueueState(said.consumer_count or 0, said.message_count or 0)
            for name, said in states.items()
        }

    async def _channel_to_ask(self, connection: Any) -> Any:
        """The same for each question, and one below aio-pika's robust ones: nothing about it is restored.

        Never closed by us: a close whose answer we do not wait for is sent a second time by the library, and
        then a slow broker takes the whole connection away, with all that is in hand.
        """
        if self._asking is None or self._asking.is_closed or self._asking.connection is not connection:
            self._asking = await connection.channel(publisher_confirms=False)
        return self._asking

    def _new_broker(self) -> RabbitBroker:
        return RabbitBroker(
            self._url,
            default_channel=Channel(prefetch_count=self._prefetch),
            reconnect_interval=RECONNECT_INTERVAL,  # FastStream has one of its own, which wins over the URL's
            graceful_timeout=None,  # ``stop`` waits for all queues together
            apply_types=False,
            logger=None,
        )

    async def _consumer(self, broker: RabbitBroker, name: str) -> _Consumer:
        """One more reader of a queue that is there; it comes back with the connection."""
        queue = await broker.declare_queue(
            RabbitQueue(name, queue_type=QueueType.QUORUM, durable=True, declare=False)
        )
        return _Consumer(queue, await queue.consume(self._counted(self._readers[name])))

    def _counted(self, read: Read) -> Callable[[AbstractIncomingMessage], Awaitable[None]]:
        async def receive(message: AbstractIncomingMessage) -> None:
            with self.in_flight.one():
                await read(message)

        return receive


async def _close(broker: RabbitBroker) -> None:
    with contextlib.suppress(*TROUBLE, ExceptionGroup):
        async with asyncio.timeout(_ASK_SECONDS):
            await broker.stop()


async def _is_reading(consumer: _Consumer) -> bool:
    """Whether aio-pika holds an open channel on which the broker knows the consumer.

    Waits while the connection is away: for ever, if it was closed for good meanwhile.

    A consumer that the broker cancelled, and a channel that it closed, are gone from aiormq's channel at once
    and come back when aio-pika has restored them.
    """
    queue, tag = consumer
    if queue.channel.is_closed:
        return False
    channel: Any = await queue.channel.get_underlay_channel()
    return tag in channel.consumers
