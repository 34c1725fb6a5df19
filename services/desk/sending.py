"""Commands on their way, as the partner that speaks for who works here, and the answers to them.

Answers are kept in the desk's own table by whichever instance reads them; a page that waits looks there.
"""

import asyncio
import json
from contextlib import AbstractAsyncContextManager
from typing import Any

from services.desk.identity import Away
from services.desk.storage import reading, sent
from shared.client.amqp import amqp_wire
from shared.client.client import Wire
from shared.client.in_process import bus_wire
from shared.kernel.service.service import AtWork
from shared.language.contracts.inquiries import DESK_USER
from shared.language.contracts.registry import REGISTRY

SOURCE = "/youyue/desk"
PATIENCE = 2.0
"""Seconds that a page waits for the answer before it says that it is being worked on."""
_POLL = 0.05
_CONNECTING = 5.0
_CATCHING_UP = 1.0


class Sender:
    """One instance's connection. It is open while ``hear`` runs."""

    def __init__(self, running: AtWork) -> None:
        self._running = running
        self._wire: asyncio.Future[Wire] | None = None

    async def send(self, type: str, body: bytes, token: str | None) -> None:
        """Hand a command over; return when it is in safe hands. Raises Away."""
        try:
            async with asyncio.timeout(_CONNECTING):
                wire = await asyncio.shield(self._opening())
                await wire.send(type, body, token)
        except (TimeoutError, OSError) as error:
            raise Away(str(error)) from error

    async def hear(self) -> None:
        """Keep each answer, for ever."""
        async with self._connect() as wire, wire.answers() as bodies:
            self._opening().set_result(wire)
            try:
                async for body in bodies:
                    await self._keep(json.loads(body)["data"])
            finally:
                self._wire = None

    def _opening(self) -> asyncio.Future[Wire]:
        if self._wire is None:
            self._wire = asyncio.get_running_loop().create_future()
        return self._wire

    def _connect(self) -> AbstractAsyncContextManager[Wire]:
        if self._running.bus:
            return bus_wire(self._running.bus, DESK_USER)
        return amqp_wire(str(self._running.settings.sender_url), REGISTRY)

    async def _keep(self, said: dict[str, Any]) -> None:
        if said.get("command_source") == SOURCE and said.get("command_id"):
            async with self._running.web.begin() as connection:
                await sent.answered(connection, said["command_id"], said)

    async def answer(
        self, id: str, township: str, person: str, patience: float = PATIENCE
    ) -> dict[str, Any] | None:
        """The answer to what that person sent under that id, if it comes in time."""
        loop = asyncio.get_running_loop()
        until = loop.time() + patience
        while True:
            async with self._running.web.connect() as connection:
                row = await sent.one(connection, id, township, person)
            if row is None or row["answer"] is not None or loop.time() >= until:
                answer: dict[str, Any] | None = row["answer"] if row else None
                return answer
            await asyncio.sleep(_POLL)

    async def seen(self, township: str, subject: str | None, sequence: int | None) -> None:
        """Wait a moment until the desk's own copy is as new as that: who has decided sees it decided."""
        loop = asyncio.get_running_loop()
        until = loop.time() + _CATCHING_UP
        while subject and sequence and loop.time() < until:
            async with self._running.web.connect() as connection:
                if await reading.version_of(connection, township, subject) >= sequence:
                    return
            await asyncio.sleep(_POLL)


_SENDERS: dict[int, Sender] = {}


def sender_of(running: AtWork) -> Sender:
    """The connection of that running service."""
    return _SENDERS.setdefault(id(running), Sender(running))


async def hear_answers(running: AtWork) -> None:
    """The desk's chore: without an address to send from it has none."""
    if running.bus is None and running.settings.sender_url is None:
        await asyncio.Event().wait()
    try:
        await sender_of(running).hear()
    finally:
        _SENDERS.pop(id(running), None)
