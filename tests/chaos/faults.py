"""The faults, as a table: what is done, to whom, how many of fifty are of that kind."""

import asyncio
import random
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field

import httpx

from shared.language.topology import CONSUMERS
from tests.chaos.instances import Instance
from tests.chaos.recovery import at_work
from tests.chaos.servers import Servers

_CATCH_SECONDS = 5.0
_CATCH_PAUSE = 0.005


@dataclass
class Scene:
    """What can be broken. One fault at a time has the broker, the database, or a process; others go on beside
    it."""

    servers: Servers
    instances: tuple[Instance, ...]
    client: httpx.AsyncClient
    broker: asyncio.Lock = field(default_factory=asyncio.Lock)
    database: asyncio.Lock = field(default_factory=asyncio.Lock)
    caught_at_work: int = 0
    """How many were killed in the middle of a delivery."""

    def of(self, service: str) -> tuple[Instance, ...]:
        """Both processes of a service."""
        return tuple(instance for instance in self.instances if instance.service == service)


Affected = Sequence[Instance]
Inject = Callable[[Scene, str, random.Random], Awaitable[Affected]]


@dataclass(frozen=True)
class Kind:
    """A kind of fault; ``targets``: services that it takes in turn."""

    name: str
    share: int
    inject: Inject
    targets: tuple[str, ...] = ("",)


async def _kill(scene: Scene, service: str, chance: random.Random) -> Affected:
    instance = chance.choice(scene.of(service))
    async with instance.busy:
        await _catch_at_work(scene, instance)
        instance.kill()
        instance.start()
    return (instance,)


async def _kill_both(scene: Scene, service: str, chance: random.Random) -> Affected:
    one, other = scene.of(service)
    async with one.busy, other.busy:
        await _catch_at_work(scene, one)
        one.kill()
        other.kill()
        one.start()
        other.start()
    return (one, other)


async def _catch_at_work(scene: Scene, instance: Instance) -> None:
    """Wait for the moment in which it has a delivery in hand; after a while any moment will do."""
    deadline = asyncio.get_running_loop().time() + _CATCH_SECONDS
    while asyncio.get_running_loop().time() < deadline:
        if await at_work(scene.client, instance):
            scene.caught_at_work += 1
            return
        await asyncio.sleep(_CATCH_PAUSE)


async def _stop(scene: Scene, service: str, chance: random.Random) -> Affected:
    instance = chance.choice(scene.of(service))
    async with instance.busy:
        await instance.stop()
        instance.start()
    return (instance,)


async def _freeze(scene: Scene, service: str, chance: random.Random) -> Affected:
    instance = chance.choice(scene.of(service))
    async with instance.busy:
        await _catch_at_work(scene, instance)
        await instance.freeze(round(chance.uniform(2, 15), 1))
    return (instance,)


async def _restart_broker(scene: Scene, _: str, chance: random.Random) -> Affected:
    async with scene.broker:
        await scene.servers.restart_broker(chance.uniform(0, 3))
    return scene.instances


async def broker_away(seconds: float, scene: Scene, _: str, chance: random.Random) -> Affected:
    """The broker is away for long, while the load goes on knocking."""
    async with scene.broker:
        await scene.servers.restart_broker(seconds)
    return scene.instances


async def _crash_broker(scene: Scene, _: str, chance: random.Random) -> Affected:
    async with scene.broker:
        await scene.servers.restart_broker(0, crash=True)
    return scene.instances


async def _close_connections(scene: Scene, _: str, chance: random.Random) -> Affected:
    async with scene.broker:
        await scene.servers.close_connections()
    return scene.instances


async def _alarm(scene: Scene, _: str, chance: random.Random) -> Affected:
    async with scene.broker:
        await scene.servers.alarm(chance.uniform(2, 18))
    return scene.instances


async def _end_sessions(scene: Scene, service: str, chance: random.Random) -> Affected:
    async with scene.database:
        await scene.servers.end_sessions(service)
    return scene.of(service)


async def _restart_database(scene: Scene, _: str, chance: random.Random) -> Affected:
    async with scene.database:
        await scene.servers.restart_database()
    return scene.instances


async def _crash_database(scene: Scene, _: str, chance: random.Random) -> Affected:
    async with scene.database:
        await scene.servers.restart_database(crash=True)
    return scene.instances


async def _dead_wire(scene: Scene, service: str, chance: random.Random) -> Affected:
    """Five seconds without a byte, to and from both servers."""
    (instance,) = (instance for instance in scene.of(service) if instance.wires)
    async with instance.busy:
        for wire in instance.wires:
            wire.go_dead()
        try:
            await asyncio.sleep(5)
        finally:
            for wire in instance.wires:
                wire.come_back()
    return (instance,)


KINDS: tuple[Kind, ...] = (
    Kind("kill", 12, _kill, CONSUMERS),
    Kind("sessions_ended", 6, _end_sessions, CONSUMERS),
    Kind("connections_closed", 4, _close_connections),
    Kind("stop", 5, _stop, CONSUMERS),
    Kind("freeze", 6, _freeze, CONSUMERS),
    Kind("database_restart", 3, _restart_database),
    Kind("broker_restart", 3, _restart_broker),
    Kind("database_crash", 3, _crash_database),
    Kind("memory_alarm", 3, _alarm),
    Kind("dead_wire", 3, _dead_wire, ("handling", "evaluation")),
    Kind("broker_crash", 2, _crash_broker),
    Kind("kill_both", 2, _kill_both, CONSUMERS),
)
"""In the order in which a small run takes one of each."""
