"""A partner's wire straight onto the in-process bus, for tests that run without the console."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from shared.contracts.envelope import Envelope
from shared.messaging.in_process import InProcessBus, NotConfirmed

_PAUSE = 0.02


class BusWire:
    """Sends to the bus, hears by a tap."""

    def __init__(self, bus: InProcessBus) -> None:
        self._bus = bus

    async def send(self, type: str, body: bytes) -> None:
        """Publish a command until it is confirmed, as a partner must."""
        while True:
            try:
                return await self._bus.publish_command(type, body)
            except NotConfirmed:
                await asyncio.sleep(_PAUSE)

    @asynccontextmanager
    async def events(self, pattern: str) -> AsyncIterator[AsyncIterator[Envelope]]:
        """Events as they come."""
        with self._bus.tap(pattern) as queue:

            async def read() -> AsyncIterator[Envelope]:
                while True:
                    yield Envelope.model_validate_json(await queue.get())

            yield read()


@asynccontextmanager
async def bus_wire(bus: InProcessBus) -> AsyncIterator[BusWire]:
    """A wire to ``bus``."""
    yield BusWire(bus)
