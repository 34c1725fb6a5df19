"""The use case of what is struck out of a thing, or of a thing that others may read no more: it goes out of
its earlier events as well, and whatever names the thing, or is named by it, decides whether it says the
same."""

from collections import deque
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Text, cast, func, or_

from shared.kernel.journal.act import UseCase
from shared.kernel.journal.striking import strike, withhold
from shared.kernel.journal.work import Work
from shared.kernel.machine import Moved
from shared.kernel.messages.base import Command, Data, Event
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.registry import Registry
from shared.kernel.store.kind import Kind

Kinds = tuple[Kind[Any], ...]
Taken = dict[tuple[str, str], Any]
"""(kind, id) → the thing as it stands now: the database has what was before the message."""


def spreading(kinds: Kinds, registry: Registry) -> UseCase:
    """For the command that does it, and for another service's event that says that it was done. ``kinds``:
    the service's own; ``registry``: every message by its type."""

    async def use_case(message: Message[Any], work: Work) -> Refusal | None:
        await work.begin()
        taken: Taken = {}
        ahead: deque[Event] = deque()
        if isinstance(message.data, Command):
            kind = next(kind for kind in kinds if kind.name == message.data.entity())
            thing = await work.require(kind, str(getattr(message.data, kind.id_field)))
            refusal = await _take(kind, thing, message.data, work, registry, taken, ahead)
            if refusal:
                return refusal
        else:
            ahead.append(message.data)
        while ahead:
            event = ahead.popleft()
            for kind in (one for one in kinds if type(event) in one.behaviour.messages()):
                for thing in await _linked(kind, event, work, taken):
                    await _take(kind, thing, event, work, registry, taken, ahead)
        return None

    return use_case


async def _take(
    kind: Kind[Any],
    thing: Any,
    message: Data,
    work: Work,
    registry: Registry,
    taken: Taken,
    ahead: deque[Event],
) -> Refusal | None:
    decision = kind.behaviour.decide(thing, message, work.situation())
    if isinstance(decision, Moved):
        event = decision.emits.model_validate({kind.name: kind.publish(decision.after)})
        id = kind.id_of(decision.after)
        if event.says_last():
            await work.write(withhold, work.tables, id)
        elif words := event.struck_out():
            await work.write(strike, registry, work.tables, id, words)
        taken[kind.name, kind.id_of(decision.after)] = decision.after
        ahead.append(event)
    return work.carry_out(kind, decision)


async def _linked(kind: Kind[Any], event: Event, work: Work, taken: Taken) -> list[Any]:
    """The things of that kind that name the thing of the event, or that it names."""
    about = event.entity()
    id = str(getattr(getattr(event, about), f"{about}_id"))
    named = set(_values(event.model_dump(mode="json")[about]))
    rows = kind.table.c
    names_it = func.strpos(cast(rows.data, Text), f'"{id}"') > 0
    found = await work.find(kind, or_(rows.id.in_(named), names_it))
    others = [thing for thing in found if (kind.name, kind.id_of(thing)) != (about, id)]
    return [taken.get((kind.name, kind.id_of(thing)), thing) for thing in others]


def _values(said: Any) -> Iterator[str]:
    if isinstance(said, str):
        yield said
    elif isinstance(said, Mapping | list):
        for one in said.values() if isinstance(said, Mapping) else said:
            yield from _values(one)
