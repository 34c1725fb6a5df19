"""The common part of both clients: making a command, sending it, waiting for its answer."""

import asyncio
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


def answers(event_type: str, command_type: str) -> bool:
    """Whether an event of that type can be the answer to a command of that type."""
    service, entity = command_type.split(".")[:2]
    return event_type.startswith((f"{service}.{entity}.", f"{service}.command.refused."))


@dataclass
class Client:
    """Sends commands and waits for the event that answers each; ``on_event`` hears everything else as
    well."""

    wire: Wire
    on_event: Heard | None = None
    answer_timeout: float = 30.0
    _waiting: dict[str, tuple[str, asyncio.Future[Envelope]]] = field(default_factory=dict)

    async def ask(self, envelope: Envelope) -> Envelope:
        """Send a command and return its answer. Raises TimeoutError.

        The answer is the command's refusal, or the first event that it caused about an entity of its own
        kind. Its other events may be heard before that.
        """
        answer: asyncio.Future[Envelope] = asyncio.get_running_loop().create_future()
        self._waiting[envelope.id] = (envelope.type, answer)
        try:
            await self.wire.send(envelope.type, envelope.to_json())
            async with asyncio.timeout(self.answer_timeout):
                return await answer
        finally:
            del self._waiting[envelope.id]

    async def listen(self, events: AsyncIterator[Envelope]) -> None:
        """Hand out the events that are heard, until cancelled."""
        async for envelope in events:
            asked, answer = self._waiting.get(envelope.causationid or "", ("", None))
            if answer and not answer.done() and answers(envelope.type, asked):
                answer.set_result(envelope)
            if self.on_event:
                self.on_event(envelope)


@asynccontextmanager
async def open_client(wire: Wire, on_event: Heard | None = None) -> AsyncIterator[Client]:
    """A client that listens to all events while the context is open."""
    client = Client(wire, on_event)
    async with wire.events("#") as events:
        task = asyncio.create_task(client.listen(events), name="client-listener")
        try:
            yield client
        finally:
            task.cancel()
            await asyncio.gather(task, return_exceptions=True)
