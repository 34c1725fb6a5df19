"""The common part of both clients: making a command, sending it, waiting for its answer."""

import asyncio
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Protocol

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.messages.ids import new_message_id

Heard = Callable[[Envelope], None]
Mine = Callable[[bytes], bool]
"""Whether an answer, by its body, is to what was asked here."""


def everything(body: bytes) -> bool:
    """Of who is the only one that asks."""
    return True


class Wire(Protocol):
    """The transport of bytes."""

    async def send(self, type: str, body: bytes, token: str | None = None) -> None:
        """Deliver a command; return when it is in safe hands. ``token``: what says who acts."""
        ...

    def events(self, pattern: str) -> AbstractAsyncContextManager[AsyncIterator[Envelope]]:
        """The events whose type matches an AMQP topic pattern, from the moment the context is entered."""
        ...

    def answers(self, mine: Mine = everything) -> AbstractAsyncContextManager[AsyncIterator[bytes]]:
        """The answers to what this user sends, from the moment the context is entered; where others ask under
        the same name, they are left what is not ``mine``."""
        ...


def new_command(
    command: Command,
    actor: Actor,
    tenant: str,
    source: str,
    message_id: str | None = None,
    *,
    expected: int | None = None,
    envelope: type[Envelope] = Envelope,
) -> Envelope:
    """The command in an envelope of the class that its domain has.

    ``message_id`` given again makes the same message: it is carried out once. ``expected``: the version of
    its thing against which it was written; it is refused if that has moved on.
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
            "expectedsequence": expected,
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
    again: int = 0
    """How often a command without an answer is sent once more, under its id."""
    event_patience: float = 10.0
    """Seconds that the event may come after the answer that names it."""
    _asked: dict[tuple[str, str], _Question] = field(default_factory=dict)

    async def ask(self, envelope: Envelope, token: str | None = None) -> Envelope:
        """Send a command, with the token that says who acts, and return what came of it. Raises TimeoutError.

        That is the event that its answer names; or the answer itself: ``<service>.command.refused.v1``, or
        ``<service>.command.accepted.v1`` of what changed nothing, was carried out before, or caused an event
        that is not heard here.
        """
        question = _Question(envelope, asyncio.get_running_loop().create_future())
        key = (envelope.source, envelope.id)
        self._asked[key] = question
        try:
            for _ in range(self.again + 1):
                await self.wire.send(envelope.type, envelope.to_json(), token)
                await asyncio.wait([question.answer], timeout=self.answer_timeout)
                if question.answer.done():
                    return question.answer.result()
            raise TimeoutError(f"{envelope.type} {envelope.id}: no answer")
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
            question = self._asked.get(_answered(said))
            if question and question.said is None:
                # What could not be read has no tenant that could be said.
                command = question.command
                whole = {command.tenant_name: command.tenant, **said}
                question.said = type(command).model_validate(whole)
                _settle(question)
                asyncio.get_running_loop().call_later(self.event_patience, _give_up, question)

    def asked(self, body: bytes) -> bool:
        """Whether that answers what is asked here."""
        return _answered(json.loads(body)) in self._asked


def _answered(said: Mapping[str, Any]) -> tuple[str, str]:
    """The source and the id of the command: ids are each sender's own."""
    return said["data"]["command_source"], said["data"]["command_id"]


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


def _give_up(question: _Question) -> None:
    """The event does not come: perhaps this user may not hear it."""
    if question.said and not question.answer.done():
        question.answer.set_result(question.said)


@asynccontextmanager
async def open_client(
    wire: Wire, on_event: Heard | None = None, event_patience: float = 10.0
) -> AsyncIterator[Client]:
    """A client that listens to all events and its own answers while the context is open."""
    client = Client(wire, on_event, event_patience=event_patience)
    async with wire.answers(client.asked) as bodies, wire.events("#") as events:
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
