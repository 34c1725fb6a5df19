"""What every service has in common; a service's ``app.py`` only names its parts."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import structlog
from aio_pika.exceptions import AMQPError
from sqlalchemy import MetaData
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.calendar import WorkingCalendar
from shared.clock import Clock, StoryClock, SystemClock
from shared.contracts.base import Data, MoveClock
from shared.contracts.registry import TYPES
from shared.database import create_engine
from shared.journal.act import UseCase
from shared.journal.relay import Publisher, Relay
from shared.journal.tables import JournalTables
from shared.messaging.delivery import Delivery
from shared.messaging.in_process import Handle, InProcessBus
from shared.messaging.parking import store_parked
from shared.messaging.pipeline import Pipeline
from shared.messaging.publisher import RabbitPublisher
from shared.messaging.rabbit import RabbitTransport
from shared.messaging.statistics import Statistics
from shared.messaging.topology import inbox_queues
from shared.messaging.unit_of_work import UnitOfWork
from shared.migrations import wait_for_head
from shared.rules import load_rule_set
from shared.settings import ServiceSettings
from shared.storage.kind import Kind
from shared.story_clock import move_clock

log = structlog.get_logger(__name__)

RELAY_PATIENCE = 30.0
"""Seconds without a finished pass of the relay until the service is not ready any more."""

Disturb = Callable[[Handle], Handle]
"""Wraps the handling of deliveries; tests use it to double and reorder them."""


@dataclass(frozen=True)
class Service:
    """A service's parts."""

    name: str
    metadata: MetaData
    journal: JournalTables
    handlers: Mapping[type[Data], UseCase]
    kinds: tuple[Kind[Any], ...] = ()
    learns: frozenset[str] = frozenset()
    """The kinds of other services' things of which it keeps copies."""


@dataclass
class Running:
    """A service at work in this process. ``bus`` None: RabbitMQ, by the settings."""

    service: Service
    settings: ServiceSettings
    bus: InProcessBus | None = None
    disturb: Disturb | None = None
    engine: AsyncEngine = field(init=False)
    clock: Clock = field(init=False)
    relay: Relay = field(init=False)
    statistics: Statistics = field(init=False)
    publisher: RabbitPublisher | None = field(init=False, default=None)
    _transport: RabbitTransport | None = field(init=False, default=None)
    _relay_task: asyncio.Task[None] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        settings, tables = self.settings, self.service.journal
        queues = len(inbox_queues(self.service.name))
        pool = min(settings.prefetch * queues, settings.pool_size)
        self.engine = create_engine(settings.sqlalchemy_url, self.service.name, pool + 2)
        self.clock = StoryClock(tables.story_clock, settings.story_clock) if settings.story_clock else SystemClock()
        self.statistics = Statistics(self.service.name)

    async def start(self) -> None:
        """Wait for database and broker, then consume and relay.

        Raises what the database says when it refuses us (credentials, missing migrations are waited for).
        """
        name = self.service.name
        await wait_for_head(self.engine, name)
        publisher = await self._open_publisher()
        self.relay = Relay(
            service=name,
            engine=self.engine,
            clock=self.clock,
            publisher=publisher,
            poll=self.settings.relay_poll,
            batch=self.settings.relay_batch,
            publish_timeout=self.settings.publish_timeout,
        )
        await self._consume(self._pipeline())
        self._relay_task = asyncio.create_task(self.relay.run(), name=f"relay-{name}")
        log.info("service_started", service=name, transport="in_process" if self.bus else "rabbitmq")

    async def stop(self) -> None:
        """Stop to consume, let handlers finish, send what they decided, close everything."""
        if self.bus:
            for queue in inbox_queues(self.service.name):
                self.bus.forget(queue)
        if self._transport:
            await self._transport.stop()
        if self._relay_task:
            self._relay_task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._relay_task
        if self.publisher:
            with contextlib.suppress(Exception):
                await self.relay.pass_once()
            await self.publisher.stop()
        await self.engine.dispose()
        log.info("service_stopped", service=self.service.name)

    def relay_is_well(self) -> bool:
        """Whether the relay has lately finished a pass."""
        last = self.relay.last_success
        return last is not None and asyncio.get_running_loop().time() - last < RELAY_PATIENCE

    async def transport_problems(self) -> list[str]:
        """What is wrong with the transport: no connection, or a queue of ours that nobody reads."""
        if self._transport is None or self.publisher is None:
            return []
        if not self.publisher.connected:
            return ["broker: not connected"]
        try:
            counts = {queue: await self.publisher.consumer_count(queue) for queue in self._transport.queues}
        except (AMQPError, RuntimeError, OSError, TimeoutError) as error:
            return [f"broker: {error}"]
        return [f"{queue} has no consumer" for queue, count in counts.items() if not count]

    async def _open_publisher(self) -> Publisher:
        if self.bus:
            return self.bus
        if self.settings.broker_url is None:
            raise ValueError("no broker: set YOUYUE_BROKER_URL")
        self.publisher = RabbitPublisher(
            str(self.settings.broker_url), f"{self.service.name} publisher", self.settings.publish_timeout
        )
        await self.publisher.start()
        return self.publisher

    def _pipeline(self) -> Pipeline:
        unit = UnitOfWork(
            service=self.service.name,
            engine=self.engine,
            tables=self.service.journal,
            clock=self.clock,
            handlers={**self.service.handlers, **self._clock_handler()},
            learns=self.service.learns,
            rules=load_rule_set(self.settings.rule_set),
            calendar=WorkingCalendar.standard(),
        )
        return Pipeline(unit, committed=self.relay.wake, statistics=self.statistics)

    def _clock_handler(self) -> dict[type[Data], UseCase]:
        command = TYPES.get(f"{self.service.name}.clock.move.v1")
        if command is None:
            return {}
        assert issubclass(command, MoveClock)
        return {command: move_clock(self.clock, self.service.name)}

    async def _consume(self, pipeline: Pipeline) -> None:
        handle: Handle = self.disturb(pipeline.handle) if self.disturb else pipeline.handle
        if self.bus:
            for queue in inbox_queues(self.service.name):
                self.bus.consume(queue, handle, self._park)
            return
        assert self.publisher
        self._transport = RabbitTransport(
            self.service.name, str(self.settings.broker_url), self.settings.prefetch, self.publisher
        )
        self._transport.subscribe(handle, self._park)
        await self._transport.start()

    def _park(self, delivery: Delivery, reason: str, detail: str) -> Awaitable[None]:
        log.warning("parked", queue=delivery.queue, reason=reason, detail=detail)
        return store_parked(self.engine, self.service.journal, delivery, reason, detail)
