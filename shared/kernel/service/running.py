"""A service at work: started, kept and stopped in the order in which nothing is lost."""

import asyncio
import contextlib
from dataclasses import dataclass, field

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.bus.access.trust import trust_of
from shared.kernel.bus.delivery.answering import Answering
from shared.kernel.bus.delivery.carrying_out import CarryingOut, carried_out
from shared.kernel.bus.delivery.delivery import Handle, Wrap
from shared.kernel.bus.delivery.pipeline import Station, way_of
from shared.kernel.bus.delivery.statistics import Statistics
from shared.kernel.bus.delivery.tracing import Sender, TracedSender, Untraced, open_tracing
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.bus.parking.parked_retries import ParkedRetries
from shared.kernel.bus.parking.room import Room
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.bus.rabbit.transport import RabbitTransport
from shared.kernel.journal.relay import Relay
from shared.kernel.messages.topology import RETRY_TIERS
from shared.kernel.service.chores import keep_doing
from shared.kernel.service.own_commands import own_commands
from shared.kernel.service.service import Service
from shared.kernel.service.watch import Watch
from shared.kernel.settings.settings import ServiceSettings
from shared.kernel.store.clock import Clock, StoryClock, SystemClock
from shared.kernel.store.database import create_engine, frozen_after
from shared.kernel.store.key_ring import KeyRing
from shared.kernel.store.laws import Laws
from shared.kernel.store.session import Sessions
from shared.kernel.store.waiting import wait_for_schema

log = structlog.get_logger(__name__)

RELAY_PATIENCE = 30.0
"""Seconds without a finished pass of the relay until the service is not ready any more."""
LAST_PASS_SECONDS = 5.0
"""What the relay is given at shutdown; with the handlers' time and the closing it stays below 30 s."""
CLOSE_SECONDS = 2.0
WEB_SESSIONS = 4
"""Database sessions, and two more when many read at once; a page has one for a few milliseconds."""


@dataclass
class Running:
    """A service at work in this process. ``bus`` None: RabbitMQ, by the settings."""

    service: Service
    settings: ServiceSettings
    bus: InProcessBus | None = None
    faults: tuple[Wrap, ...] = ()
    """What tests put in the way of deliveries: see ``bus.delivery.faults``."""
    operators_url: str = field(init=False, default="")
    """Told by the process, once it listens."""
    engine: AsyncEngine = field(init=False)
    housekeeping: AsyncEngine = field(init=False)
    """For relay, watch, metrics and retries of parked messages: sessions that handlers cannot use up."""
    web: AsyncEngine = field(init=False)
    """For what is asked over HTTP."""
    clock: Clock = field(init=False)
    laws: Laws = field(init=False)
    keys: KeyRing = field(init=False)
    relay: Relay = field(init=False)
    statistics: Statistics = field(init=False)
    tracing: Untraced = field(init=False, default_factory=Untraced)
    watch: Watch = field(init=False)
    publisher: RabbitPublisher | None = field(init=False, default=None)
    sessions: Sessions = field(init=False)
    _relay_sessions: Sessions = field(init=False)
    room: Room = field(init=False)
    _transport: RabbitTransport | None = field(init=False, default=None)
    _relay_task: asyncio.Task[None] | None = field(init=False, default=None)
    _watch_task: asyncio.Task[None] | None = field(init=False, default=None)
    _retries_task: asyncio.Task[None] | None = field(init=False, default=None)
    _chores_task: asyncio.Task[None] | None = field(init=False, default=None)

    @property
    def queues(self) -> tuple[str, ...]:
        """Its inbox queues."""
        return self.service.house.topology.inbox_queues(self.service.name)

    def __post_init__(self) -> None:
        settings, tables, name = self.settings, self.service.journal, self.service.name
        pool = min(settings.prefetch * len(self.queues), settings.pool_size)
        self.engine = create_engine(settings.sqlalchemy_url, name, pool)
        self.housekeeping = create_engine(
            settings.sqlalchemy_url, name, 3, frozen_after(settings.publish_timeout)
        )
        self.web = create_engine(settings.sqlalchemy_url, name, WEB_SESSIONS)
        self.sessions, self._relay_sessions = Sessions(self.engine, pool), Sessions(self.housekeeping, 1)
        self.clock = (
            StoryClock(tables.story_clock, settings.story_clock) if settings.story_clock else SystemClock()
        )
        self.laws = self.service.laws()
        self.statistics = Statistics(name, self.service.house.registry.types)
        self.watch = Watch(self.service.schema, self.housekeeping, tables, self.clock)

    async def start(self) -> None:
        """Wait for database and broker, then consume and relay; meanwhile ``watch`` says what is waited for.

        Raises what the database or the broker says when it refuses us, and PartnersError; missing
        migrations and queues are waited for.
        """
        name = self.service.name
        self._watch_task = asyncio.create_task(self.watch.run(), name=f"watch-{name}")
        await wait_for_schema(self.housekeeping, self.service.schema, self.watch.waiting)
        publisher = await self._open_publisher()
        self.tracing = open_tracing(
            name, self.settings.otlp_endpoint, self.settings.trace_ratio, self.service.house.registry.timers()
        )
        self.relay = Relay(
            service=name,
            sessions=self._relay_sessions,
            clock=self.clock,
            publisher=TracedSender(publisher, self.tracing),
            poll=self.settings.relay_poll,
            batch=self.settings.relay_batch,
            publish_timeout=self.settings.publish_timeout,
            relayed=self.statistics.relayed,
        )
        await self._consume(self._way())
        self._relay_task = asyncio.create_task(self.relay.run(), name=f"relay-{name}")
        doing = keep_doing(self.service, self, over_broker=self.bus is None)
        self._chores_task = asyncio.create_task(doing, name=f"chores-{name}")
        await self.watch.started()
        transport = "in_process" if self.bus else "rabbitmq"
        log.info("service_started", service=name, release=self.settings.release, transport=transport)

    async def stop(self) -> None:
        """Stop in the order in which nothing is lost and nobody is sent to us.

        Not ready; no more messages taken; running handlers finish; the relay sends what they decided; all is
        closed.
        """
        self.watch.stopping = True
        await self.watch.stop()
        for task in filter(None, (self._retries_task, self._chores_task)):
            await _ended(task)
        if self.bus:
            for queue in self.queues:
                self.bus.forget(queue)
        if self._transport:
            await self._transport.stop()
        if self._relay_task:
            await _ended(self._relay_task)
            with contextlib.suppress(Exception):
                async with asyncio.timeout(LAST_PASS_SECONDS):
                    while (await self.relay.pass_once())[0]:
                        pass
            await self.relay.stop()
        if self.publisher:
            with contextlib.suppress(Exception):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await self.publisher.stop()
        if self._watch_task:
            await _ended(self._watch_task)
        engines = (self.engine.dispose, self.housekeeping.dispose, self.web.dispose)
        for closed in (self.sessions.close, self._relay_sessions.close, *engines):
            with contextlib.suppress(Exception):
                async with asyncio.timeout(CLOSE_SECONDS):
                    await closed()
        await asyncio.to_thread(self.tracing.close)
        log.info("service_stopped", service=self.service.name)

    def problems(self) -> list[str]:
        """Why the service is not ready; empty when it is. Asks nobody: the watch has looked."""
        problems = self.watch.problems()
        if not self.watch.stopping and self._relay_task and not self._relay_is_well():
            problems.append(f"relay has finished no pass for {RELAY_PATIENCE:.0f} s")
        return problems

    def _relay_is_well(self) -> bool:
        """Whether the relay has lately finished a pass, or found another instance's at work."""
        last = self.relay.last_success
        return last is None or asyncio.get_running_loop().time() - last < RELAY_PATIENCE

    async def _open_publisher(self) -> Sender:
        if self.bus:
            return self.bus
        if self.settings.broker_url is None:
            raise ValueError("no broker: set YOUYUE_BROKER_URL")
        self.publisher = RabbitPublisher(
            str(self.settings.broker_url),
            f"{self.service.name} publisher",
            self.settings.publish_timeout,
            self.statistics.confirmed,
            tenant_words=self.service.house.registry.envelope.tenant_words,
        )
        await self.publisher.start(self.watch.waiting)
        return self.publisher

    def _way(self) -> Handle:
        """The way of this service's deliveries."""
        house, name = self.service.house, self.service.name
        trust = trust_of(house, self.settings, embedded=self.bus is not None)
        answering = Answering(
            name, house, self.sessions, self.clock, self.statistics.refused, trust.is_outside
        )
        self.room = Room(self.engine, self.service.journal, trust, answering, self.statistics)
        own = own_commands(self.service, self.clock, None if self.bus else trust)
        unit = CarryingOut(
            service=name,
            sessions=self.sessions,
            tables=self.service.journal,
            clock=self.clock,
            handlers={**self.service.handlers, **own},
            learns=self.service.learns,
            only_copies=self.service.only_copies,
            laws=self.laws,
            answering=answering,
            known_for=self.settings.commands_known_for,
        )
        self.keys = KeyRing(house.keys, self.sessions, self.service.kinds)
        parts = (trust, self.statistics, self.tracing, answering, self.keys, unit.spares)
        station = Station(name, house.topology, *parts)
        return way_of(carried_out(unit, self.relay.wake), station, self.watch.availability, self.faults)

    async def _consume(self, handle: Handle) -> None:
        retries = ParkedRetries(
            service=self.service.name,
            engine=self.housekeeping,
            tables=self.service.journal,
            handle=handle,
            poll=self.settings.relay_poll,
            tiers=self.bus.tiers if self.bus else RETRY_TIERS,
        )
        self._retries_task = asyncio.create_task(retries.run(), name=f"parked-{self.service.name}")
        if self.bus:
            for queue in self.queues:
                self.bus.consume(queue, handle, self.room.park)
            return
        assert self.publisher
        self._transport = RabbitTransport(
            self.service.name,
            self.service.house.topology,
            str(self.settings.broker_url),
            self.settings.prefetch,
            self.publisher,
        )
        self._transport.subscribe(handle, self.room.park)
        await self._transport.start(self.watch.waiting)
        self.watch.transport, self.watch.publisher = self._transport, self.publisher


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
