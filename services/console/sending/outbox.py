"""Sends citizens' commands as the partner ``partner-public``, and finds their answers in the table.

Over RabbitMQ one instance at a time reads the partner's answers, and keeps each in the console's own table;
whoever waits for one looks there. An answer that got lost between broker and table comes again: a command
that is not answered is sent again under its id.
"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from typing import Any

import structlog
from sqlalchemy.ext.asyncio import AsyncEngine

from services.console.storage.sent import answer_to, begin, store
from shared.client.amqp import amqp_wire
from shared.client.client import Wire
from shared.client.in_process import bus_wire
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.wordless import in_brief
from shared.kernel.service.service import AtWork
from shared.language.contracts.envelope import Envelope
from shared.language.contracts.registry import REGISTRY

log = structlog.get_logger(__name__)
PARTNER = "partner-public"
PATIENCE = 2.0
"""Seconds that a page waits for an answer before it says that there is none yet."""
_LOOK = 0.04
_AGAIN = (15.0, 60.0, 300.0)
"""Seconds after which what is not answered is sent again."""
_WIRES: dict[int, Wire] = {}
"""The open connection of each running console of this process, by its ``id``: it closes when that stops."""


async def hear(running: AtWork) -> None:
    """The console's chore: keep the answers, for as long as it runs."""
    url = running.settings.sender_url
    if url is None:
        return
    async with amqp_wire(str(url), REGISTRY) as wire, wire.answers() as bodies:
        _WIRES[id(running)] = wire
        try:
            async for body in bodies:
                await store(running.housekeeping, body)
        finally:
            _WIRES.pop(id(running), None)


class Closed(Exception):
    """Nothing can be sent now."""


class Outbox:
    """Of one running console; ``bus`` in the mode in which messages stay in the process."""

    def __init__(self, running: AtWork, bus: InProcessBus | None) -> None:
        self._running, self._bus = running, bus
        self._sending: dict[str, asyncio.Task[None]] = {}

    @property
    def _engine(self) -> AsyncEngine:
        return self._running.web

    async def ask(self, envelope: Envelope) -> dict[str, Any] | None:
        """Send it, unless it is being sent here or is answered; type and data of the answer, or None: there
        is none yet. By its id it is one command, however often it is sent: what a process that ended, or a
        broker that was away, has not sent goes out when the page asks again.

        Raises Closed.
        """
        if self._bus is None and id(self._running) not in _WIRES:
            raise Closed
        is_new = await begin(self._engine, envelope.id, envelope.tenant, envelope.type)
        if is_new or (envelope.id not in self._sending and not await answer_to(self._engine, envelope.id)):
            task = asyncio.create_task(self._send(envelope), name=f"sending {envelope.id}")
            self._sending[envelope.id] = task
            task.add_done_callback(lambda _: self._sending.pop(envelope.id, None))
        return await self._wait(envelope.id, PATIENCE)

    async def _send(self, envelope: Envelope) -> None:
        try:
            async with self._wire() as wire:
                for pause in _AGAIN:
                    await wire.send(envelope.type, envelope.to_json())
                    if await self._wait(envelope.id, pause, 1.0):
                        return
        except Exception as error:
            log.warning("not_sent", type=envelope.type, message_id=envelope.id, error=in_brief(error))

    @asynccontextmanager
    async def _wire(self) -> AsyncIterator[Wire]:
        if self._bus is None:
            yield _WIRES[id(self._running)]
            return
        async with bus_wire(self._bus, PARTNER) as wire, wire.answers() as bodies:
            hearing = asyncio.create_task(self._keep(bodies))
            try:
                yield wire
            finally:
                hearing.cancel()
                with suppress(asyncio.CancelledError):
                    await hearing

    async def _keep(self, bodies: AsyncIterator[bytes]) -> None:
        async for body in bodies:
            await store(self._engine, body)

    async def _wait(self, id: str, seconds: float, look: float = _LOOK) -> dict[str, Any] | None:
        """Look until it is there or the time is over."""
        for _ in range(round(seconds / look)):
            if (found := await answer_to(self._engine, id)) is not None:
                return found
            await asyncio.sleep(look)
        return None
