"""What the library stands on in a test, and the library at work on it."""

from collections import Counter
from collections.abc import AsyncIterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text

from shared.client import Client, new_command, open_client
from shared.client.amqp import amqp_wire
from shared.client.client import Wire
from shared.client.in_process import bus_wire
from shared.kernel.bus.delivery.delivery import Wrap
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.base import Command, Event
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.service.health import flow_of
from shared.kernel.service.running import Running
from shared.kernel.settings.settings import ServiceSettings, settings_for
from tests.kernel.broker import url_of
from tests.kernel.library.contracts import LIBRARIAN, AddBook, MoveShelvesClock
from tests.kernel.library.house import HOUSE
from tests.kernel.library.opening import open_library
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.waiting import until

HERE = "riverside"
MORNING = datetime.fromisoformat("2026-09-01T08:00:00+08:00")
LENA = Actor("lena", LIBRARIAN)


@dataclass
class Stand:
    """A database, and a broker or the bus."""

    database_url: str
    node: RabbitMQNode | None = None

    def __post_init__(self) -> None:
        self.bus = None if self.node else InProcessBus(HOUSE.topology)

    def settings(self, service: str) -> ServiceSettings:
        broker = {"broker_url": url_of(self.node, service)} if self.node else {}
        return settings_for(
            service,
            database_url=self.database_url,
            story_clock=MORNING,
            relay_poll=0.2,
            **broker,
        )

    def wire(self, user: str) -> AbstractAsyncContextManager[Wire]:
        """The wire of a partner."""
        if self.bus:
            return bus_wire(self.bus, user)
        assert self.node
        return amqp_wire(url_of(self.node, user), HOUSE.registry)


@dataclass
class Library:
    """The library at work, and a client at its counter."""

    services: tuple[Running, ...]
    counter: Client

    async def tell(self, command: Command, actor: Actor, message_id: str | None = None) -> Envelope:
        """Give a command at the counter; its answer."""
        return await self.counter.ask(new_command(command, actor, HERE, "/counter", message_id))

    async def new_book(self, title: str = "The River") -> str:
        """The id of a book that has just been put on the shelf."""
        added = await self.tell(AddBook(title=title), LENA)
        return str(added.data["book"]["book_id"])

    async def after(self, days: int) -> None:
        """So many days after the first morning, with everything done that was due by then."""
        await self.tell(MoveShelvesClock(to=MORNING + timedelta(days=days)), LENA)
        await self.settle()

    async def told(self, event: type[Event]) -> list[Envelope]:
        """What the event's service has published of that type, as its journal says."""
        running = next(running for running in self.services if running.service.name == event.owner())
        query = text("SELECT body FROM journal WHERE type = :type AND sent_at IS NOT NULL ORDER BY position")
        async with running.engine.connect() as connection:
            bodies = await connection.scalars(query, {"type": event.type})
            return [Envelope.model_validate_json(body) for body in bodies]

    async def settle(self) -> None:
        """Wait until everything is sent and everything sent is handled, seen twice in a row."""
        before: list[dict[str, Any]] = []

        async def at_rest() -> bool:
            nonlocal before
            seen = [await flow_of(running) for running in self.services]
            found = seen == before and not any(account["unsent"] for account in seen) and _all_taken(seen)
            before = seen
            return found

        await until(at_rest)


def _all_taken(accounts: list[dict[str, Any]]) -> bool:
    """Whether every copy of every event that was sent has been handled."""
    sent, taken = Counter[str](), Counter[str]()
    for account in accounts:
        sent.update(account["sent"])
        taken.update(account["handled"])
    copies = {type: len(HOUSE.topology.heard_by(type)) for type in sent}
    return all(taken[type] >= count * copies[type] for type, count in sent.items())


@asynccontextmanager
async def library_on(stand: Stand, faults: tuple[Wrap, ...] = ()) -> AsyncIterator[Library]:
    """Open the library on ``stand``."""
    async with (
        open_library(stand.settings, stand.bus, faults) as services,
        stand.wire("partner-counter") as wire,
        open_client(wire) as counter,
    ):
        yield Library(services, counter)
