"""The client's wire straight onto the in-process bus, for code in the same process."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.client.client import Mine, everything
from shared.kernel.bus.access.partners import LOCAL
from shared.kernel.bus.in_process.in_process import InProcessBus, NotConfirmed
from shared.kernel.messages.envelope import Envelope

_PAUSE = 0.02


class BusWire:
    """Sends to the bus, hears by a tap."""

    def __init__(self, bus: InProcessBus, publisher: str = LOCAL) -> None:
        self._bus = bus
        self._publisher = publisher

    async def send(self, type: str, body: bytes, token: str | None = None) -> None:
        """Publish a command until it is confirmed, as a partner must."""
        while True:
            try:
                return await self._bus.publish_command(type, body, self._publisher, token)
            except NotConfirmed:
                await asyncio.sleep(_PAUSE)

    @asynccontextmanager
    async def events(self, pattern: str) -> AsyncIterator[AsyncIterator[Envelope]]:
        """The events, whole: it is the house's own door."""
        with self._bus.tap(pattern, inside=True) as queue:

            async def read() -> AsyncIterator[Envelope]:
                while True:
                    yield self._bus.topology.registry.envelope.model_validate_json(await queue.get())

            yield read()

    @asynccontextmanager
    async def answers(self, mine: Mine = everything) -> AsyncIterator[AsyncIterator[bytes]]:
        """The answers, as they arrive."""
        with self._bus.answers(self._publisher) as queue:

            async def read() -> AsyncIterator[bytes]:
                while True:
                    yield await queue.get()

            yield read()


@asynccontextmanager
async def bus_wire(bus: InProcessBus, publisher: str = LOCAL) -> AsyncIterator[BusWire]:
    """A wire to ``bus``, of the partner ``publisher``."""
    yield BusWire(bus, publisher)
