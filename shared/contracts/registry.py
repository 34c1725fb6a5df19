"""Type name ↔ class, for every command and event; the only place that knows all contract modules."""

from collections.abc import Iterator
from types import MappingProxyType

from shared.contracts import evaluation, handling, intake, scheduling
from shared.contracts.base import Command, Data, Event, Timer

SERVICES = ("intake", "scheduling", "handling", "evaluation")
"""The services that own things; each has a module of contracts of the same name."""


def _concrete(module: object) -> Iterator[type[Data]]:
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Data) and value.type:
            yield value


TYPES: MappingProxyType[str, type[Data]] = MappingProxyType(
    {cls.type: cls for module in (intake, scheduling, handling, evaluation) for cls in _concrete(module)}
)


def commands_of(service: str) -> tuple[type[Command], ...]:
    """The commands that ``service`` receives, in the order they are declared."""
    return tuple(c for c in TYPES.values() if issubclass(c, Command) and c.owner() == service)


def public_events_of(service: str) -> tuple[type[Event], ...]:
    """The events that others may subscribe to; timers are a service's own affair."""
    return tuple(
        c for c in TYPES.values() if issubclass(c, Event) and not issubclass(c, Timer) and c.owner() == service
    )


def timers_of(service: str) -> tuple[type[Timer], ...]:
    """The moments that ``service`` tells itself of."""
    return tuple(c for c in TYPES.values() if issubclass(c, Timer) and c.owner() == service)
