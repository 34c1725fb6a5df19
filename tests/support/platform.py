"""The platform under test: services in one process, over the in-process transport or a private RabbitMQ."""

import random
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import MappingProxyType
from typing import Any

import httpx
from sqlalchemy import text

from cli.process import Process
from cli.serving import Address
from demo.settle import Accounts
from shared.client import Client, open_client
from shared.client.amqp import amqp_wire
from shared.client.client import Wire
from shared.client.in_process import bus_wire
from shared.client.platform import new_command
from shared.kernel.bus.delivery.delivery import Delivery, Done, Wrap
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.messages.topology import RETRY_TIERS
from shared.kernel.service.running import Running
from shared.kernel.settings.settings import ServiceSettings, settings_for
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import TOPOLOGY
from tests.support.partners import TESTER
from tests.support.township import OTHER_TOWNSHIP, TOWNSHIP

IMPATIENT = dict.fromkeys(RETRY_TIERS, 0.15)
"""Seconds."""
__all__ = ["IMPATIENT", "OTHER_TOWNSHIP", "STORY_START", "TOWNSHIP", "Platform", "Stand", "running_platform"]
STORY_START = datetime.fromisoformat("2026-09-01T08:00:00+08:00")


@dataclass(frozen=True)
class Stand:
    """What a platform stands on: a database of its own, and a broker or the bus.

    ``users``: the address of each broker user. Without, all share ``broker_url`` and everybody is believed.
    """

    database_url: str
    broker_url: str | None = None
    users: Mapping[str, str] | None = None
    partners: Path | None = None
    """A table other than the packaged sample."""
    http_proxies: str = "127.0.0.1"

    def client_url(self) -> str:
        """The address that a partner uses."""
        assert self.broker_url
        return self.users[TESTER] if self.users else self.broker_url

    def settings(self, story_clock: datetime | None) -> Callable[[str], ServiceSettings]:
        given: dict[str, Any] = {
            "database_url": self.database_url,
            "relay_poll": 0.2,
            "partners": self.partners,
        }
        given["http_proxies"] = self.http_proxies
        if story_clock:
            given["story_clock"] = story_clock
        if self.broker_url and not self.users:
            given |= {"broker_url": self.broker_url, "trust": "everybody"}
        users = self.users or {}
        return lambda service: settings_for(
            service, **given, **({"broker_url": users[service]} if service in users else {})
        )


@dataclass
class Platform:
    """A running platform and a partner's client to it."""

    process: Process
    client: Client
    accounts: Accounts
    events: list[Envelope] = field(default_factory=list)

    async def tell(
        self, command: Command, actor: Actor, township: str = TOWNSHIP, message_id: str | None = None
    ) -> Envelope:
        """Send a command and return its answer."""
        return await self.client.ask(
            new_command(command, actor, township, "/partners/demo/tests", message_id)
        )

    async def settle(self) -> None:
        """Wait until everything sent was handled."""
        await self.accounts.settle()

    def service(self, name: str) -> Running:
        """One of the running services."""
        return next(running for running in self.process.services if running.service.name == name)

    async def rows(self, service: str, sql: str, **values: Any) -> list[Any]:
        """What the service's database says."""
        async with self.service(service).engine.connect() as connection:
            return list((await connection.execute(text(sql), values)).all())

    async def scalar(self, service: str, sql: str, **values: Any) -> Any:
        """One value of it."""
        return (await self.rows(service, sql, **values))[0][0]


@asynccontextmanager
async def running_platform(
    stand: Stand,
    *services: str,
    story_clock: datetime | None = STORY_START,
    faults: tuple[Wrap, ...] = (),
    bus: InProcessBus | None = None,
    own: Mapping[str, Address] = MappingProxyType({}),
) -> AsyncIterator[Platform]:
    """Start ``services`` on ``stand`` and open a client; stop everything at the end. ``own``: where services
    with pages of their own have them, else at any free port."""
    bus = None if stand.broker_url else bus or InProcessBus(TOPOLOGY, tiers=IMPATIENT)
    if bus:
        _let_absent_services_read(bus)
    process = Process(services, stand.settings(story_clock), bus, faults)
    heard: list[Envelope] = []
    try:
        await process.start(own=own)
        async with (
            httpx.AsyncClient(timeout=10, trust_env=False) as http,
            _wire(stand, bus) as wire,
            open_client(wire, heard.append) as client,
        ):
            accounts = Accounts(http, (f"http://127.0.0.1:{process.ops_port}",))
            yield Platform(process, client, accounts, heard)
    finally:
        await process.stop()


def _let_absent_services_read(bus: InProcessBus) -> None:
    """A broker keeps messages for services that are not there; the bus would not confirm them."""

    async def take(delivery: Delivery) -> Done:
        return Done("taken")

    async def park(delivery: Delivery, reason: str, detail: str) -> None:
        raise AssertionError("never parked")

    for queue in TOPOLOGY.queues:
        bus.consume(queue.name, take, park)


def _wire(stand: Stand, bus: InProcessBus | None) -> AbstractAsyncContextManager[Wire]:
    if bus:
        return bus_wire(bus)
    return amqp_wire(stand.client_url(), REGISTRY)


def chance() -> random.Random:
    """Chance that every run repeats."""
    return random.Random(20260901)
