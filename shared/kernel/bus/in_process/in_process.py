"""The transport of the embedded mode: one process, the same topology, the same pipeline, no broker.

A publish returns when every queue's consumer has finished with the message, so that the outbox stays the
durable part: an unhandled message stays unsent, and the relay tries again. This module keeps only the counts
of failed attempts.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from hashlib import blake2b
from types import MappingProxyType
from typing import Any

from shared.kernel.bus.access.partners import LOCAL
from shared.kernel.bus.delivery.delivery import (
    ATTEMPT_HEADER,
    PUBLISHER_HEADER,
    Delivery,
    Handle,
    Park,
    ParkIt,
    RetryLater,
)
from shared.kernel.bus.in_process.patterns import matches
from shared.kernel.messages.envelope import Envelope, Sealed
from shared.kernel.messages.errors import EventRefused
from shared.kernel.messages.topology import RETRY_TIERS, TOKEN_HEADER, Topology, commands_exchange
from shared.kernel.messages.ways import ways_out

_NO_HEADERS: Mapping[str, Any] = MappingProxyType({})
_TAP_LIMIT = 10_000
_UNREAD_SECONDS = 1.0
"""Until a queue that nobody reads is tried again: its service is starting or stopping."""


class NotConfirmed(EventRefused):
    """The message was not handled by everybody; publishing it again is safe."""


class Unroutable(Exception):
    """No queue takes messages of that exchange and key."""


@dataclass
class _Failures:
    count: int
    not_before: float


@dataclass
class InProcessBus:
    """Routes by the topology and calls the consumers directly, at most ``prefetch`` deliveries a queue at a
    time."""

    topology: Topology
    prefetch: int = 16
    tiers: Mapping[str, float] = field(default_factory=lambda: RETRY_TIERS)
    """Seconds a failed message waits, by tier."""
    _consumers: dict[str, tuple[Handle, ParkIt, asyncio.Semaphore]] = field(default_factory=dict)
    _failures: dict[tuple[str, bytes], _Failures] = field(default_factory=dict)
    _taps: list[tuple[str, bool, asyncio.Queue[bytes]]] = field(default_factory=list)
    _askers: list[tuple[str, asyncio.Queue[bytes]]] = field(default_factory=list)

    def consume(self, queue: str, handle: Handle, park: ParkIt) -> None:
        """Let ``handle`` take the deliveries of ``queue``, and ``park`` those that it gives up."""
        self._consumers[queue] = (handle, park, asyncio.Semaphore(self.prefetch))

    def forget(self, queue: str) -> None:
        """Nobody reads ``queue`` any more; a message published to it is not confirmed."""
        self._consumers.pop(queue, None)

    @contextmanager
    def tap(self, pattern: str, *, inside: bool = False) -> Iterator[asyncio.Queue[bytes]]:
        """The bodies of events whose type matches the AMQP topic ``pattern``, in that face, from now on; a
        slow reader loses some."""
        entry = (pattern, inside, asyncio.Queue[bytes](_TAP_LIMIT))
        self._taps.append(entry)
        try:
            yield entry[2]
        finally:
            self._taps.remove(entry)

    @contextmanager
    def answers(self, asker: str) -> Iterator[asyncio.Queue[bytes]]:
        """The bodies of the answers to ``asker``, from now on; a slow reader loses some."""
        entry = (asker, asyncio.Queue[bytes](_TAP_LIMIT))
        self._askers.append(entry)
        try:
            yield entry[1]
        finally:
            self._askers.remove(entry)

    async def publish_event(self, envelope: Envelope) -> None:
        """Publish to the exchange of the service that owns the type. Raises NotConfirmed."""
        await self.send_event(envelope.sealed())

    async def send_event(
        self, event: Sealed, headers: Mapping[str, Any] = _NO_HEADERS, *, alone: bool = False
    ) -> None:
        """As ``publish_event``, for what has its bytes already. Here nobody disturbs anybody: ``alone`` is
        nothing."""
        owner = event.type.split(".", 1)[0]
        if event.asker is not None:
            return _offer(event.body, (queue for asker, queue in self._askers if asker == event.asker))
        for way in ways_out(event):
            await self._publish(way.exchange, event.type, way.body, {**headers, PUBLISHER_HEADER: owner})
        taps = [(inside, queue) for pattern, inside, queue in self._taps if matches(pattern, event.type)]
        for face in (True, False):
            if seen := event.face(inside=face):
                _offer(seen.body, (queue for inside, queue in taps if inside is face))

    async def publish_command(
        self, type: str, body: bytes, publisher: str = LOCAL, token: str | None = None
    ) -> None:
        """Publish as a partner would; ``token``: what says who acts. Raises Unroutable when no service takes
        the type, NotConfirmed to try again."""
        exchange = commands_exchange(type.split(".", 1)[0])
        if not self.topology.queues_for(exchange, type):
            raise Unroutable(type)
        said = {} if token is None else {TOKEN_HEADER: token}
        await self._publish(exchange, type, body, {PUBLISHER_HEADER: publisher, **said})

    async def deliver(self, queue: str, body: bytes, headers: Mapping[str, Any]) -> None:
        """Hand a message to one queue, past all exchanges. Raises NotConfirmed to try again."""
        await self._deliver(queue, body, headers)

    async def _publish(self, exchange: str, key: str, body: bytes, headers: Mapping[str, Any]) -> None:
        queues = self.topology.queues_for(exchange, key)
        if len(queues) == 1:
            await self._deliver(queues[0], body, headers)
            return
        results = await asyncio.gather(
            *(self._deliver(queue, body, headers) for queue in queues), return_exceptions=True
        )
        for result in results:
            if isinstance(result, BaseException):
                raise result

    async def _deliver(self, queue: str, body: bytes, headers: Mapping[str, Any]) -> None:
        if queue not in self._consumers:
            raise NotConfirmed(f"nobody reads {queue}", _UNREAD_SECONDS)
        handle, park, places = self._consumers[queue]
        key = (queue, blake2b(body, digest_size=16).digest())
        failures = self._failures.get(key)
        now = asyncio.get_running_loop().time()
        if failures and failures.not_before > now:
            raise NotConfirmed(f"{queue} waits for its next attempt", failures.not_before - now)
        attempts = failures.count if failures else 0
        delivery = Delivery(queue, body, {**headers, ATTEMPT_HEADER: attempts})
        async with places:
            verdict = await handle(delivery)
        if isinstance(verdict, RetryLater):
            pause = self.tiers[verdict.tier]
            self._failures[key] = _Failures(attempts + 1, now + pause)
            raise NotConfirmed(f"{queue} tries again after {verdict.tier}", pause)
        if isinstance(verdict, Park):
            await park(delivery, verdict.reason, verdict.detail)
        self._failures.pop(key, None)


def _offer(body: bytes, queues: Iterable[asyncio.Queue[bytes]]) -> None:
    for queue in queues:
        if not queue.full():
            queue.put_nowait(body)
