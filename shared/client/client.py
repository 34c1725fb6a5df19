"""The common part of both clients: making a command, sending it, waiting for its answer."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Protocol

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.messages.ids import new_message_id

Heard = Callable[[Envelope], None]


class Wire(Protocol):
    """The transport of bytes."""

    async def send(self, type: str, body: bytes) -> None:
        """Deliver a command; return when it is in safe hands."""
        ...

    def events(self, pattern: str) -> AbstractAsyncContextManager[AsyncIterator[Envelope]]:
        """The events whose type matches an AMQP topic pattern, from the moment the context is entered."""
        ...

    def answers(self) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The answers to what this user sends, from the moment the context is entered."""
        ...


def new_command(
    command: Command,
    actor: Actor,
    tenant: str,
    source: str,
    message_id: str | None = None,
    *,
    envelope: type[Envelope] = Envelope,
) -> Envelope:
    """The command in an envelope of the class that its domain has.

    ``message_id`` given again makes the same message: it is carried out once.
    """
    return envelope.model_validate(
        {
            "id": message_id or new_message_id(),
            "source": source,
            "type": command.type,
            "time": datetime.now(UTC),
            envelope.tenant_name: tenant,
            "actorid": actor.id,
            "actorrole": actor.role,
            "actordepartment": actor.department,
            "data": command.model_dump(mode="json", exclude_none=True),
        }
    )


@dataclass
class _Question:
    """A command whose answer has not come; ``told``: what was heard meanwhile of all that it caused."""

    command: Envelope
    answer: asyncio.Future[Envelope]
    said: Envelope | None = None
    told: dict[str, Envelope] = field(default_factory=dict)


@dataclass
class Client:
    """Sends commands and waits for the answer to each; ``on_event`` hears all events."""

    wire: Wire
    on_event: Heard | None = None
    answer_timeout: float = 30.0
    _asked: dict[tuple[str, str], _Question] = field(default_factory=dict)

    async def ask(self, envelope: Envelope) -> Envelope:
        """Send a command and return what came of it. Raises TimeoutError.

        That is the event that its answer names; or the answer itself: ``<service>.command.refused.v1``, or
        ``<service>.command.accepted.v1`` of what changed nothing or was carried out before.
        """
        question = _Question(envelope, asyncio.get_running_loop().create_future())
        key = (envelope.source, envelope.id)
        self._asked[key] = question
        try:
            await self.wire.send(envelope.type, envelope.to_json())
            async with asyncio.timeout(self.answer_timeout):
                return await question.answer
        finally:
            if self._asked.get(key) is question:
                del self._asked[key]

    async def listen(self, events: AsyncIterator[Envelope]) -> None:
        """Hand out the events that are heard, until cancelled."""
        async for envelope in events:
            for (_, id), question in tuple(self._asked.items()):
                if id == envelope.causationid:
                    question.told[envelope.id] = envelope
                    _settle(question)
            if self.on_event:
                self.on_event(envelope)

    async def hear_answers(self, bodies: AsyncIterator[bytes]) -> None:
        """Find the question of each answer, by source and id, until cancelled."""
        async for body in bodies:
            said = json.loads(body)
            data = said["data"]
            question = self._asked.get((data["command_source"], data["command_id"]))
            if question and question.said is None:
                # What could not be read has no tenant that could be said.
                command = question.command
                whole = {command.tenant_name: command.tenant, **said}
                question.said = type(command).model_validate(whole)
                _settle(question)


def _settle(question: _Question) -> None:
    """The event follows its answer, or comes before it, by another way; what was answered before was told
    before."""
    said = question.said
    if said is None or question.answer.done():
        return
    named = said.data.get("event")
    event = question.told.get(named["id"]) if named else None
    if event or not named or said.data["repeated"]:
        question.answer.set_result(event or said)


@asynccontextmanager
async def open_client(wire: Wire, on_event: Heard | None = None) -> AsyncIterator[Client]:
    """A client that listens to all events and its own answers while the context is open."""
    client = Client(wire, on_event)
    async with wire.answers() as bodies, wire.events("#") as events:
        tasks = (
            asyncio.create_task(client.listen(events), name="client-listener"),
            asyncio.create_task(client.hear_answers(bodies), name="client-answers"),
        )
        try:
            yield client
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
