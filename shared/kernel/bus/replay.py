"""Replay: a service's past events go to one queue again, so that a subscriber that is new or has lost data
catches up.

A replay brings copies up to date and takes no decision twice: our own consumers know it by its header, and
for a message that they handled before they refresh only the copies. Others keep the greatest ``sequence`` of
each subject, as always.
"""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from typing import Annotated, Any

import aio_pika
from aio_pika.exceptions import ChannelNotFoundEntity
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from shared.kernel.bus.delivery.delivery import PUBLISHER_HEADER, REPLAY_HEADER
from shared.kernel.bus.in_process.in_process import InProcessBus, NotConfirmed
from shared.kernel.bus.in_process.patterns import matches
from shared.kernel.bus.rabbit.connection import named_url
from shared.kernel.bus.rabbit.publisher import message_of, user_of
from shared.kernel.journal.history import Past
from shared.kernel.messages.base import Attribute
from shared.kernel.messages.envelope import Sealed
from shared.kernel.messages.topology import Topology

WINDOW = 200
"""Messages sent and not yet confirmed, at most."""
_CONFIRM_SECONDS = 30
_PAUSE = 0.2
"""Seconds until a message that the embedded bus does not take yet is offered again."""


class ReplayRefused(ValueError):
    """The replay makes no sense; the message says why, in both languages."""


class Replay(BaseModel):
    """The request for a replay."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    service: str
    to: Annotated[str, Field(min_length=1, max_length=255)]
    """The queue."""
    batch: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")]
    """The name of the replay. The same name again continues the replay: nothing is refreshed twice."""
    since: AwareDatetime | None = None
    until: AwareDatetime | None = None
    subject: Attribute | None = None
    tenant: Attribute | None = None
    types: tuple[str, ...] = ()
    """Patterns like ``service.thing.*.v1``; none: every event that the queue takes."""

    def past(self, topology: Topology) -> Past:
        """The selected rows of the journal. Raises ReplayRefused."""
        return Past(
            since=self.since,
            until=self.until,
            subject=self.subject,
            tenant=self.tenant,
            types=self._types(topology),
            never=tuple(timer.type for timer in topology.registry.timers_of(self.service)),
            inside=self._inside(topology),
        )

    def _inside(self, topology: Topology) -> bool:
        """Whether the queue's reader is of the house and hears events whole."""
        ours = self.to in {queue.name for queue in topology.queues}
        return ours and self.to.split(".", 1)[0] not in topology.public

    def _types(self, topology: Topology) -> tuple[str, ...] | None:
        """The events that the queue takes, narrowed by the patterns; None: every public event."""
        services = topology.registry.services
        if self.service not in services:
            raise ReplayRefused(f"没有这样的服务 no such service: {self.service}; {', '.join(services)}")
        types = tuple(event.type for event in topology.registry.public_events_of(self.service))
        if self.to in {queue.name for queue in topology.queues}:
            types = tuple(type for type in types if self.to in topology.heard_by(type))
            if not types:
                raise ReplayRefused(
                    f"队列 {self.to} 不接收 {self.service} 的事件。"
                    f"{self.to} takes no events of {self.service}."
                )
        elif not self.types:
            return None
        if self.types:
            types = tuple(type for type in types if any(matches(pattern, type) for pattern in self.types))
            if not types:
                raise ReplayRefused(f"没有符合的事件类型 no type of event matches: {', '.join(self.types)}")
        return types


def _headers(replay: Replay) -> dict[str, Any]:
    """The headers that mark a replay and name the events' owner."""
    return {REPLAY_HEADER: replay.batch, PUBLISHER_HEADER: replay.service}


async def replay_in_process(bus: InProcessBus, replay: Replay, events: AsyncIterator[Sealed]) -> int:
    """Hand the events to the queue one after the other; returns how many. Raises ReplayRefused for unknown
    queues."""
    if replay.to not in {queue.name for queue in bus.topology.queues}:
        raise ReplayRefused(f"没有这个队列 no such queue: {replay.to}")
    sent = 0
    async for event in events:
        while True:
            try:
                await bus.deliver(replay.to, event.body, _headers(replay))
            except NotConfirmed:
                await asyncio.sleep(_PAUSE)
            else:
                break
        sent += 1
    return sent


async def replay_over_rabbitmq(
    url: str,
    replay: Replay,
    events: AsyncIterator[Sealed],
    progress: Callable[[int], None] = lambda sent: None,
) -> int:
    """Publish the events to the queue in their order, every one confirmed; returns how many.

    ``progress`` is told how many are confirmed so far. Raises ReplayRefused when there is no such queue, else
    aio-pika's errors; the same batch can then be sent again.
    """
    connection = await aio_pika.connect(named_url(url, f"replay {replay.batch}"), timeout=10)
    async with connection:
        try:
            async with connection.channel() as channel:
                await channel.declare_queue(replay.to, passive=True)
        except ChannelNotFoundEntity as error:
            raise ReplayRefused(f"没有这个队列 no such queue: {replay.to}") from error
        async with connection.channel(publisher_confirms=True, on_return_raises=True) as channel:
            underlay = await channel.get_underlay_channel()

            def publish(event: Sealed) -> asyncio.Future[Any]:
                message = message_of(event, user_of(url))
                message.headers = _headers(replay)
                # Straight to the channel, whose lock is fair: they leave in the order in which these tasks
                # are made.
                return asyncio.ensure_future(
                    underlay.basic_publish(
                        message.body,
                        routing_key=replay.to,
                        properties=message.properties,
                        mandatory=True,
                        timeout=_CONFIRM_SECONDS,
                    )
                )

            return await _windowed(events, publish, progress)


async def _windowed(
    events: AsyncIterator[Sealed],
    publish: Callable[[Sealed], asyncio.Future[Any]],
    progress: Callable[[int], None],
) -> int:
    waiting: deque[asyncio.Future[Any]] = deque()
    confirmed = 0
    try:
        async for event in events:
            waiting.append(publish(event))
            if len(waiting) >= WINDOW:
                await waiting.popleft()
                confirmed += 1
                progress(confirmed)
        while waiting:
            await waiting.popleft()
            confirmed += 1
    finally:
        for late in waiting:
            late.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
    progress(confirmed)
    return confirmed
