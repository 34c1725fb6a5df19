"""The sources of the documents: the state tables, and the few commands that no table knows."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from cli.services import load_service
from shared.kernel.machine import Creation, Errand, StateTable, Transition
from shared.kernel.messages.base import Command, Data, Event, MoveClock
from shared.kernel.messages.replays import RequestReplay
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, TYPES
from shared.language.topology import SUBSCRIPTIONS

Row = Creation[Any, Any, Any] | Transition[Any, Any, Any]
"""A clause of a table that changes something."""


@cache
def tables_of(service: str) -> tuple[StateTable[Any], ...]:
    """The state tables of a service, in the order of its kinds."""
    return tuple(kind.behaviour for kind in load_service(service).kinds)


def errands_of(service: str) -> tuple[Errand, ...]:
    """The commands of a service that change no thing of its own."""
    return load_service(service).errands


def rows_on(message: type[Data]) -> Iterator[tuple[StateTable[Any], Row]]:
    """Every row of any service that takes that message."""
    for service in SERVICES:
        for table in tables_of(service):
            for row in table.transitions:
                if row.on is message:
                    yield table, row


def led_to(table: StateTable[Any], message: type[Data]) -> Iterator[type[Event]]:
    """The events that may come of the message, by its rows or by the ladders of its waits."""
    yield from (row.emits for row in table.transitions if row.on is message)
    reminders = table.reminders
    if reminders and message is reminders.due:
        yield from (reminders.taken, *reminders.higher.values())


def _errand(command: type[Command]) -> Errand | None:
    return next((errand for errand in errands_of(command.owner()) if errand.on is command), None)


def senders(command: type[Command]) -> tuple[Role, ...]:
    """The roles that some row lets send it; all of them for clocks, whose guard is the deployment's setting,
    and for replays, whose guard is the partner's entry."""
    if issubclass(command, MoveClock | RequestReplay):
        return tuple(Role)
    errand = _errand(command)
    allowed = set(errand.by) if errand else {role for _, row in rows_on(command) for role in row.by}
    return tuple(role for role in Role if role in allowed)


def answers(command: type[Command]) -> tuple[type[Data], ...]:
    """The events that its answer may name when it is carried out: those of its rows."""
    owner = command.owner()
    if issubclass(command, MoveClock):
        return (TYPES[f"{owner}.clock.moved.v1"],)
    if issubclass(command, RequestReplay):
        return ()
    if errand := _errand(command):
        return (errand.emits,)
    return tuple(dict.fromkeys(row.emits for table, row in rows_on(command) if row.emits.owner() == owner))


def causes(event: type[Event]) -> tuple[str, ...]:
    """The types of the messages that may lead to it."""
    found = [
        message.type
        for s in SERVICES
        for table in tables_of(s)
        for message in table.messages()
        if event in led_to(table, message)
    ]
    found += [errand.on.type for s in SERVICES for errand in errands_of(s) if errand.emits is event]
    return tuple(dict.fromkeys(found))


def state_after(event: type[Event]) -> str | None:
    """A state in which its thing stands after it: the first that a row names, or None where no table speaks
    of it."""
    for service in SERVICES:
        for table in tables_of(service):
            for row in table.transitions:
                if row.emits is event:
                    return row.to or row.states[0]
            if table.reminders and event in led_to(table, table.reminders.due):
                return next(state for wait in table.waits for state in wait.states)
    return None


def subscribers(event: type[Event]) -> tuple[str, ...]:
    """The services that are subscribed to it."""
    return tuple(
        consumer
        for consumer, producers in SUBSCRIPTIONS.items()
        if any(event in events for events in producers.values())
    )
