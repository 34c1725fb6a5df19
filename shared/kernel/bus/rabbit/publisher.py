"""Publishing to RabbitMQ with confirms, on a connection of its own."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import aio_pika
import structlog
from aio_pika.abc import AbstractRobustConnection
from aio_pika.exceptions import ChannelClosed, DeliveryError
from yarl import URL

from shared.kernel.bus.rabbit.connection import CONNECT_PAUSE, TROUBLE, connect_patiently
from shared.kernel.bus.rabbit.line import Line
from shared.kernel.messages.envelope import Envelope, Sealed
from shared.kernel.messages.errors import ChannelBroken, EventRefused
from shared.kernel.messages.ways import ways_out

log = structlog.get_logger(__name__)

_NO_HEADERS: Mapping[str, Any] = {}

STUCK_AFTER = 5.0
"""Seconds without a confirm on a connection that is up until another one is taken."""
_SHORT = 255
"""Bytes of a short string."""
_FIRST_TIME = datetime.fromtimestamp(0, UTC)
"""AMQP counts seconds from here and knows none before."""
CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"


def user_of(url: str) -> str:
    """The broker user that the address logs in as."""
    return URL(url).user or "guest"


def message_of(
    sealed: Sealed, user: str | None, headers: Mapping[str, Any] | None = None, body: bytes | None = None
) -> aio_pika.Message:
    """The AMQP message: persistent, its properties repeating what the envelope says; the broker checks
    ``user``. ``body``: if it is not the sealed one."""
    return aio_pika.Message(
        sealed.body if body is None else body,
        content_type=CONTENT_TYPE,
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        message_id=fitting(sealed.id),
        correlation_id=fitting(sealed.correlation),
        timestamp=sealed.time if sealed.time >= _FIRST_TIME else None,
        type=sealed.type,
        headers=dict(headers or {}),
        user_id=user,
    )


def fitting(text: str | None) -> str | None:
    """``text`` if AMQP has room for it in a property, else None: a long id must not keep a message from
    going."""
    return text if text and len(text.encode("utf-8", "replace")) <= _SHORT else None


async def _all_of(sending: Sequence[Coroutine[Any, Any, None]]) -> None:
    """Side by side, since each costs a round trip and the broker's disk; the first error when all have
    ended."""
    if len(sending) == 1:
        return await sending[0]
    for error in await asyncio.gather(*sending, return_exceptions=True):
        if error:
            raise error


class RabbitPublisher:
    """Publishes to exchanges that exist; every publish waits for the broker's confirm.

    ``confirmed`` is told the seconds that each took. A connection that is up and confirms nothing is
    replaced: when the node dies that leads a queue, the broker may leave its publishers in flow control for
    good (seen with 3.10).
    """

    def __init__(
        self,
        url: str,
        name: str,
        timeout: float,
        confirmed: Callable[[float], None] = lambda seconds: None,
        stuck_after: float = STUCK_AFTER,
        tenant_words: Callable[[str], str] = str,
    ) -> None:
        self._url = url
        self.user = user_of(url)
        self._name = name
        self._timeout = timeout
        self._confirmed = confirmed
        self._connection: AbstractRobustConnection | None = None
        self._lines: dict[bool, Line] = {}
        self._waiting_since: float | None = None
        self._stuck_after = stuck_after
        self._tenant_words = tenant_words
        self._renewed_at = 0.0
        self._renewing = asyncio.Lock()
        self._retired: set[asyncio.Task[None]] = set()

    async def start(self, waiting: Callable[[str | None], None] = lambda problem: None) -> None:
        """Connect, waiting for the broker; ``waiting`` is told why it takes so long."""
        while True:
            connection = await connect_patiently(self._url, self._name, waiting)
            lines = {alone: Line(connection) for alone in (False, True)}
            try:
                await lines[False].open()
            except TROUBLE as error:  # it went away again at once
                waiting(f"broker: {error!r}")
                log.warning("broker_left", connection=self._name, error=repr(error))
                with contextlib.suppress(*TROUBLE):
                    await connection.close()
                await asyncio.sleep(CONNECT_PAUSE)
            else:
                self._connection, self._lines = connection, lines
                return

    async def stop(self) -> None:
        """Close the connection."""
        for retired in tuple(self._retired):
            retired.cancel()
        await asyncio.gather(*self._retired, return_exceptions=True)
        if self._connection:
            await self._connection.close()

    async def publish_event(self, envelope: Envelope) -> None:
        """Publish to the exchange of the service that owns the type."""
        async with asyncio.timeout(self._timeout):
            await self.send_event(envelope.sealed())

    async def send_event(
        self, event: Sealed, headers: Mapping[str, Any] = _NO_HEADERS, *, alone: bool = False
    ) -> None:
        """Publish an event, or an answer to its asker, without a limit to the time it takes: who calls this
        has one for all that it sends.

        ``alone``: on a channel of its own, where the broker disturbs no other if it closes that. Raises
        EventRefused and ChannelBroken; any other error: the broker is away.
        """
        ways = ways_out(event, self._tenant_words)
        sending = [
            self._send(way.exchange, way.key, message_of(event, self.user, headers, way.body), alone)
            for way in ways
        ]
        try:
            await _all_of(sending)
        except DeliveryError as error:
            raise EventRefused(f"{event.type} {event.id}: {error}") from error
        except ChannelClosed as error:
            raise ChannelBroken(str(error)) from error

    async def publish(self, exchange: str, key: str, message: aio_pika.Message) -> None:
        """Return when the broker has confirmed; the message is in our own user's name.

        Raises TimeoutError or an AMQP error otherwise.
        """
        message.user_id = self.user
        async with asyncio.timeout(self._timeout):
            await self._send(exchange, key, message)

    @property
    def connected(self) -> bool:
        """Whether the connection is up now."""
        return bool(self._connection and self._connection.connected.is_set())

    @property
    def blocked_for(self) -> float:
        """Seconds since which something is published and nothing is confirmed; 0: nothing waits.

        That is what a memory or disk alarm looks like from here: the broker stops to read, and says nothing.
        """
        return (
            asyncio.get_running_loop().time() - self._waiting_since
            if self._waiting_since is not None
            else 0.0
        )

    async def _send(self, exchange: str, key: str, message: aio_pika.Message, alone: bool = False) -> None:
        now = asyncio.get_running_loop().time
        begun = now()
        if self._waiting_since is None:
            self._waiting_since = begun
        await self._renew_if_stuck()
        target = await self._lines[alone].exchange(exchange)
        try:
            await target.publish(message, key, mandatory=False)
        except (DeliveryError, ChannelClosed):
            self._waiting_since = None  # no is an answer too: this is not a broker that says nothing
            raise
        self._waiting_since = None
        self._confirmed(now() - begun)

    async def _renew_if_stuck(self) -> None:
        """Take another connection; what waits on the old one may still be confirmed, until it is closed."""
        if not self._stuck:
            return
        async with self._renewing:
            old = self._connection
            if old is None or not self._stuck:
                return
            log.warning("publisher_renewed", connection=self._name, seconds=round(self.blocked_for))
            await self.start()
            self._renewed_at = asyncio.get_running_loop().time()
            retiring = asyncio.create_task(self._retire(old), name=f"{self._name} retired")
            self._retired.add(retiring)
            retiring.add_done_callback(self._retired.discard)

    @property
    def _stuck(self) -> bool:
        now = asyncio.get_running_loop().time()
        return self.connected and min(self.blocked_for, now - self._renewed_at) > self._stuck_after

    async def _retire(self, connection: AbstractRobustConnection) -> None:
        """Close it when nobody waits on it any more: closing would cancel who does."""
        try:
            await asyncio.sleep(2 * self._timeout)
        finally:
            with contextlib.suppress(*TROUBLE):
                await connection.close()
