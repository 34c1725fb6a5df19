"""What is done with one delivery from RabbitMQ: handled, and acknowledged when all that follows from it is
safe.

Nothing is given back to the broker by nack: a quorum queue counts that, and after the delivery limit the
message would be taken for poison because the broker or the database was away. What cannot be done now is
tried again here; the message stays unacknowledged, and goes back by itself if this process or its channel
ends.
"""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aio_pika
import structlog
from aio_pika.abc import AbstractIncomingMessage

from shared.kernel.bus.access.tokens import LONGEST
from shared.kernel.bus.delivery.delivery import (
    ATTEMPT_HEADER,
    HOUSE,
    Delivery,
    Done,
    Handle,
    Outcome,
    Park,
    ParkIt,
    RetryLater,
    believable,
)
from shared.kernel.bus.parking.parking import DETAIL_HEADER, QUEUE_HEADER, REASON_HEADER
from shared.kernel.bus.rabbit.acknowledging import Acknowledging
from shared.kernel.bus.rabbit.connection import TROUBLE
from shared.kernel.bus.rabbit.publisher import RabbitPublisher, fitting
from shared.kernel.messages.topology import TOKEN_HEADER, parking_name, retry_name

log = structlog.get_logger(__name__)

_FIRST_PAUSE, _LONGEST_PAUSE = 0.1, 5.0
"""Seconds between tries."""
_SECOND_KEYS = ("CC", "BCC")
_MOST_HEADERS, _LONGEST, _MOST_BYTES = 50, 500, 2_000
"""How many headers of strangers a message's copies keep, how many characters of a name and of a value, and
how many bytes of all: they lie in the parking lot beside a body that may be short."""
_LARGEST = 2**63

Read = Callable[[AbstractIncomingMessage], Awaitable[None]]


class Receiving:
    """The readers of one service's queues."""

    def __init__(self, service: str, publisher: RabbitPublisher) -> None:
        self._service = service
        self._publisher = publisher
        self._acknowledging = Acknowledging()

    def inbox(self, queue: str, handle: Handle) -> Read:
        """Reads an inbox queue: handled, then what the verdict says, then acknowledged."""

        async def read(message: AbstractIncomingMessage) -> None:
            delivery = Delivery(queue, message.body, self._believable(message))
            verdict = await handle(delivery)
            if not isinstance(verdict, Done):
                await _until_done(
                    "copy_not_confirmed", TROUBLE, lambda: self._pass_on(message, delivery, verdict)
                )
            self._acknowledging.done(message)

        return read

    def parking(self, park: ParkIt) -> Read:
        """Reads the parking lot: stored, then acknowledged."""

        async def read(message: AbstractIncomingMessage) -> None:
            headers = self._believable(message)
            died = _last_death(headers)
            queue = str(headers.get(QUEUE_HEADER) or died.get("queue") or message.routing_key)
            reason = str(headers.get(REASON_HEADER) or died.get("reason") or "dead_lettered")
            detail = str(headers.get(DETAIL_HEADER, ""))
            delivery = Delivery(queue, message.body, _own_headers(headers))
            # Whatever the reason: a message whose reader ended would lie unacknowledged until a restart.
            await _until_done("parking_failed", (Exception,), lambda: park(delivery, reason, detail))
            self._acknowledging.done(message)

        return read

    def _believable(self, message: AbstractIncomingMessage) -> dict[str, Any]:
        return believable(message.headers, message.user_id, self._publisher.user)

    async def _pass_on(self, message: AbstractIncomingMessage, delivery: Delivery, verdict: Outcome) -> None:
        """Put a confirmed copy where the verdict says."""
        headers: dict[str, Any]
        match verdict:
            case RetryLater(tier):
                to, headers = retry_name(self._service, tier), {ATTEMPT_HEADER: delivery.attempts + 1}
            case Park(reason, detail):
                to = parking_name(self._service)
                headers = {QUEUE_HEADER: delivery.queue, REASON_HEADER: reason, DETAIL_HEADER: detail[:1000]}
            case _:
                return
        own = _own_headers(delivery.headers)
        try:
            await self._publisher.publish(to, delivery.queue, _copy(message, {**own, **headers}))
        except TROUBLE:
            raise
        except Exception as error:
            # A stranger wrote what the client reads and cannot write: its reader must not end with it.
            log.error("headers_left_behind", queue=delivery.queue, error=repr(error))
            house = {name: value for name, value in own.items() if name.startswith(HOUSE)}
            await self._publisher.publish(to, delivery.queue, _copy(message, {**house, **headers}))


async def _until_done(
    problem: str, errors: tuple[type[Exception], ...], act: Callable[[], Awaitable[None]]
) -> None:
    pause = _FIRST_PAUSE
    while True:
        try:
            return await act()
        except errors as error:
            log.warning(problem, error=repr(error))
        await asyncio.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _copy(message: AbstractIncomingMessage, headers: dict[str, Any]) -> aio_pika.Message:
    return aio_pika.Message(
        message.body,
        content_type=fitting(message.content_type),
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        message_id=fitting(message.message_id),
        correlation_id=fitting(message.correlation_id),
        type=fitting(message.type),
        headers=headers,
    )


def _own_headers(headers: Mapping[str, Any]) -> dict[str, Any]:
    """What travels with a copy, and no more than a frame surely holds: not the broker's record of earlier
    deaths, and no second routing keys. Those would lead the copy elsewhere, and close our connection where
    they are not written as the broker wants them.

    A stranger's header may be of a type that the client reads and cannot write.
    """
    own: dict[str, Any] = {}
    size = 0
    for name, value in headers.items():
        if name.startswith(("x-death", "x-first-death")) or name in (*_SECOND_KEYS, TOKEN_HEADER):
            continue
        name, value = name[:_LONGEST], _writable(value)
        if not name.startswith(HOUSE):
            size += len(f"{name}{value}".encode("utf-8", "replace"))
            if len(own) >= _MOST_HEADERS or size > _MOST_BYTES:
                continue
        own[name] = value
    token = headers.get(TOKEN_HEADER)
    return {**own, TOKEN_HEADER: token} if isinstance(token, str) and len(token) <= LONGEST else own


def _writable(value: Any) -> Any:
    """Every number that is read is not one that can be written: the client has one size of fractions."""
    whole = isinstance(value, bool) or (isinstance(value, int) and abs(value) < _LARGEST)
    return value if whole else str(value)[:_LONGEST]


def _last_death(headers: Mapping[str, Any]) -> Mapping[str, Any]:
    """The broker's record of why the message is here, the newest first: before it the message may have waited
    in a queue for retries, whose time being over is a death as well."""
    deaths = headers.get("x-death")
    newest = deaths[0] if isinstance(deaths, list) and deaths else None
    return newest if isinstance(newest, dict) else {}
