"""The use case of most commands and events: load the thing, let its table decide, save, emit."""

from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from shared.kernel.journal.expecting import expects_nothing
from shared.kernel.journal.work import Work
from shared.kernel.machine import Thing
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import NotYetKnown, Refusal, Refused, refuse
from shared.kernel.store.kind import Kind

T = TypeVar("T", bound=Thing)
UseCase = Callable[[Message[Any], Work], Awaitable[Refusal | None]]
"""The handler of one type of message. A refusal is a result; an exception means that it must be tried again
or parked."""


async def carry(use_case: UseCase, work: Work) -> Refusal | None:
    """Let ``use_case`` take the message of ``work``; the command of an actor whom the law does not admit is
    refused before anything is looked up; so is what expects a version of a thing and is about none."""
    message = work.message
    if isinstance(message.data, Command):
        refusal = work.law.admits(message.envelope.actor, work.now, type(message.data))
        if refusal is not None:
            return refusal
    try:
        refusal = await use_case(message, work)
    except Refused as refused:
        return refused.refusal
    unmet = message.envelope.expectedsequence is not None and not work.met_expectation
    return expects_nothing() if unmet and refusal is None and isinstance(message.data, Command) else refusal


async def act(
    kind: Kind[T], message: Message[Any], work: Work, id: str | None = None, facts: object = None
) -> Refusal | None:
    """Let the thing that the message names (or ``id``) take the message.

    Raises NotYetKnown when an event speaks of a thing that is not there.
    """
    wanted = id or str(getattr(message.data, kind.id_field))
    thing = await work.load(kind, wanted)
    if thing is None:
        if isinstance(message.data, Command):
            return refuse("unknown_thing", f"data.{kind.id_field}", thing=kind.name, id=wanted)
        raise NotYetKnown(f"{kind.name} {wanted}")
    return work.carry_out(kind, kind.behaviour.decide(thing, message.data, work.situation(facts)))


def acting_on(kind: Kind[T]) -> UseCase:
    """``act`` for messages that name a thing of ``kind``."""

    async def use_case(message: Message[Any], work: Work) -> Refusal | None:
        return await act(kind, message, work)

    return use_case


async def create(kind: Kind[T], message: Message[Any], work: Work, facts: object = None) -> Refusal | None:
    """Let the table make a new thing (its rows for the state ``ABSENT``) with an id that follows from the
    message."""
    return work.carry_out(kind, kind.behaviour.decide(None, message.data, work.situation(facts)))


def creating(kind: Kind[T]) -> UseCase:
    """``create`` as a use case."""

    async def use_case(message: Message[Any], work: Work) -> Refusal | None:
        return await create(kind, message, work)

    return use_case


async def learn(message: Message[Any], work: Work) -> Refusal | None:
    """Only keep the copy (the pipeline has done so): nothing follows from the event here."""
    return None
