"""The RabbitMQ transport: FastStream consumes and calls the pipeline; later and park are confirmed copies, then ack."""

from collections.abc import Mapping
from typing import Any

import aio_pika
import structlog
from aio_pika.exceptions import AMQPError
from faststream import AckPolicy
from faststream.rabbit import Channel, QueueType, RabbitBroker, RabbitMessage, RabbitQueue
from sqlalchemy.exc import SQLAlchemyError

from shared.messaging.delivery import ATTEMPT_HEADER, Delivery, Done
from shared.messaging.in_process import Handle, ParkIt
from shared.messaging.parking import DETAIL_HEADER, QUEUE_HEADER, REASON_HEADER
from shared.messaging.publisher import HEARTBEAT, RabbitPublisher
from shared.messaging.recoverability import Park, RetryLater
from shared.messaging.topology import inbox_queues, parking_name, retry_name

log = structlog.get_logger(__name__)

GRACEFUL_TIMEOUT = 20
"""Seconds that running handlers are given at shutdown."""


def _own_headers(headers: Mapping[str, Any]) -> dict[str, Any]:
    """What travels with a copy: the broker's own record of earlier deaths does not."""
    return {name: value for name, value in headers.items() if not name.startswith(("x-death", "x-first-death"))}


def _copy(message: RabbitMessage, headers: dict[str, Any]) -> aio_pika.Message:
    raw = message.raw_message
    return aio_pika.Message(
        raw.body,
        content_type=raw.content_type,
        delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
        message_id=raw.message_id,
        correlation_id=raw.correlation_id,
        type=raw.type,
        headers={**_own_headers(raw.headers), **headers},
    )


class RabbitTransport:
    """One service's consumers: its inbox queues and its parking lot."""

    def __init__(self, service: str, url: str, prefetch: int, publisher: RabbitPublisher) -> None:
        self._service = service
        self._publisher = publisher
        self._broker = RabbitBroker(
            url,
            default_channel=Channel(prefetch_count=prefetch),
            ack_policy=AckPolicy.MANUAL,
            graceful_timeout=GRACEFUL_TIMEOUT,
            apply_types=False,
            logger=None,
            client_properties={"heartbeat": HEARTBEAT},
        )
        self.queues: tuple[str, ...] = (*inbox_queues(service), parking_name(service))

    def subscribe(self, handle: Handle, park: ParkIt) -> None:
        """Read every inbox queue with ``handle``, the parking lot with ``park``."""
        for queue in inbox_queues(self._service):
            self._subscriber(queue)(self._receiver(queue, handle))
        self._subscriber(parking_name(self._service))(self._parker(park))

    async def start(self) -> None:
        """Start to consume."""
        await self._broker.start()

    async def stop(self) -> None:
        """Let running handlers finish, then stop."""
        await self._broker.stop()

    def _subscriber(self, queue: str) -> Any:
        return self._broker.subscriber(
            RabbitQueue(queue, queue_type=QueueType.QUORUM, durable=True, declare=False),
            ack_policy=AckPolicy.MANUAL,
            no_reply=True,
            decoder=_as_it_is,
        )

    def _receiver(self, queue: str, handle: Handle) -> Any:
        async def receive(message: RabbitMessage) -> None:
            delivery = Delivery(queue, message.raw_message.body, message.raw_message.headers)
            verdict = await handle(delivery)
            try:
                await self._pass_on(message, delivery, verdict)
            except (AMQPError, RuntimeError, OSError, TimeoutError) as error:
                log.warning("copy_not_confirmed", queue=queue, error=repr(error))
                await message.nack(requeue=True)
                return
            await message.ack()

        return receive

    async def _pass_on(self, message: RabbitMessage, delivery: Delivery, verdict: Done | RetryLater | Park) -> None:
        """Put a confirmed copy where the verdict says; nothing for what is done."""
        match verdict:
            case RetryLater(tier):
                copy = _copy(message, {ATTEMPT_HEADER: delivery.attempts + 1})
                await self._publisher.publish(retry_name(self._service, tier), delivery.queue, copy)
            case Park(reason, detail):
                headers = {QUEUE_HEADER: delivery.queue, REASON_HEADER: reason, DETAIL_HEADER: detail[:1000]}
                await self._publisher.publish(parking_name(self._service), delivery.queue, _copy(message, headers))

    def _parker(self, park: ParkIt) -> Any:
        async def receive(message: RabbitMessage) -> None:
            headers = message.raw_message.headers
            died = headers.get("x-first-death-queue")
            queue = str(headers.get(QUEUE_HEADER) or died or message.raw_message.routing_key)
            delivery = Delivery(queue, message.raw_message.body, headers)
            reason = str(headers.get(REASON_HEADER) or headers.get("x-first-death-reason") or "dead_lettered")
            try:
                await park(delivery, reason, str(headers.get(DETAIL_HEADER, "")))
            except (SQLAlchemyError, OSError) as error:
                log.warning("parking_failed", error=str(error))
                await message.nack(requeue=True)
                return
            await message.ack()

        return receive


async def _as_it_is(message: RabbitMessage) -> RabbitMessage:
    """Our pipeline reads the body itself; FastStream hands the message through undecoded."""
    return message
