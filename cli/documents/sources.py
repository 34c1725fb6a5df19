"""What the documents are written from: the transition tables, and the few commands that no table knows."""

from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import Any

from cli.process import load_service
from shared.contracts.base import Command, CommandRefused, Data, Event, MoveClock, Role
from shared.contracts.evaluation import FiguresPublished, PublishFigures
from shared.contracts.intake import BarRaiser, RaiserBarred
from shared.contracts.registry import SERVICES, TYPES
from shared.messaging.topology import SUBSCRIPTIONS
from shared.state_machine import Row, Table

BESIDE_TABLES: MappingProxyType[type[Command], tuple[tuple[Role, ...], type[Event]]] = MappingProxyType(
    {PublishFigures: ((Role.OFFICE,), FiguresPublished), BarRaiser: ((Role.OFFICE,), RaiserBarred)}
)
"""Commands that change no thing: who may send them, and the event that answers. Clocks are added by service."""


@cache
def tables_of(service: str) -> tuple[Table[Any], ...]:
    """The transition tables of a service, in the order of its kinds."""
    return tuple(kind.table for kind in load_service(service).kinds)


def rows_on(message: type[Data]) -> Iterator[tuple[Table[Any], Row]]:
    """Every row of any service that takes that message."""
    for service in SERVICES:
        for table in tables_of(service):
            for row in table.rows:
                if row.on is message:
                    yield table, row


def senders(command: type[Command]) -> tuple[Role, ...]:
    """The roles that some row lets send it; all of them for clocks, whose guard is the deployment's setting."""
    if issubclass(command, MoveClock):
        return tuple(Role)
    if command in BESIDE_TABLES:
        return BESIDE_TABLES[command][0]
    allowed = {role for _, row in rows_on(command) for role in row.by}
    return tuple(role for role in Role if role in allowed)


def answers(command: type[Command]) -> tuple[type[Data], ...]:
    """The events that may answer it: those of its rows, and the refusal."""
    owner = command.owner()
    refused = TYPES[f"{owner}.command.refused.v1"]
    if issubclass(command, MoveClock):
        return TYPES[f"{owner}.clock.moved.v1"], refused
    if command in BESIDE_TABLES:
        return BESIDE_TABLES[command][1], refused
    return (*dict.fromkeys(row.emits for table, row in rows_on(command) if row.emits.owner() == owner), refused)


def causes(event: type[Event]) -> tuple[str, ...]:
    """The types of the messages that may lead to it."""
    if issubclass(event, CommandRefused):
        return ()
    found = [row.on.type for s in SERVICES for table in tables_of(s) for row in table.rows if row.emits is event]
    found += [command.type for command, (_, answer) in BESIDE_TABLES.items() if answer is event]
    return tuple(dict.fromkeys(found))


def state_after(event: type[Event]) -> str | None:
    """A state in which its thing stands after it: the first that a row names, or None where no table speaks of it."""
    for service in SERVICES:
        for table in tables_of(service):
            for row in table.rows:
                if row.emits is event:
                    return row.to or row.states[0]
    return None


def subscribers(event: type[Event]) -> tuple[str, ...]:
    """Who is subscribed to it."""
    return tuple(
        consumer
        for consumer, producers in SUBSCRIPTIONS.items()
        if any(event in events for events in producers.values())
    )
