"""Type name ↔ class, for every message of a domain: the one place at which its modules of contracts meet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import TypeVar

from shared.kernel.messages.base import Answer, Command, Data, Event, Timer
from shared.kernel.messages.envelope import Envelope

A = TypeVar("A", bound=Answer)


def concrete_types(module: object) -> Iterator[type[Data]]:
    """The messages that a module of contracts defines, in the order in which it does."""
    for value in vars(module).values():
        if isinstance(value, type) and issubclass(value, Data) and value.type:
            yield value


@dataclass(frozen=True)
class Registry:
    """Every message of every service that owns things, and the envelope in which they travel."""

    services: tuple[str, ...]
    types: MappingProxyType[str, type[Data]]
    envelope: type[Envelope]

    @classmethod
    def of(
        cls, services: tuple[str, ...], modules: Iterable[object], envelope: type[Envelope] = Envelope
    ) -> "Registry":
        """The messages of ``modules``, one module of contracts for each service."""
        found = {data.type: data for module in modules for data in concrete_types(module)}
        return cls(services, MappingProxyType(found), envelope)

    def commands_of(self, service: str) -> tuple[type[Command], ...]:
        """The commands that ``service`` receives, in the order they are declared."""
        return tuple(c for c in self.types.values() if issubclass(c, Command) and c.owner() == service)

    def public_events_of(self, service: str) -> tuple[type[Event], ...]:
        """The events that others may subscribe to; timers are a service's own affair."""
        return tuple(
            c
            for c in self.types.values()
            if issubclass(c, Event) and not issubclass(c, Timer) and c.owner() == service
        )

    def timers_of(self, service: str) -> tuple[type[Timer], ...]:
        """The moments that ``service`` tells itself of."""
        return tuple(c for c in self.types.values() if issubclass(c, Timer) and c.owner() == service)

    def answer_of(self, service: str, kind: type[A]) -> type[A]:
        """The class in which ``service`` says that: ``CommandAccepted`` or ``CommandRefused``."""
        return next(c for c in self._answers[service] if issubclass(c, kind))

    def answers_of(self, service: str) -> tuple[type[Answer], ...]:
        """The ways in which ``service`` answers a command; answers are on no stream."""
        return tuple(self._answers.get(service, ()))

    @cached_property
    def _answers(self) -> dict[str, list[type[Answer]]]:
        """By service; asked for with each command."""
        found: dict[str, list[type[Answer]]] = {}
        for cls in self.types.values():
            if issubclass(cls, Answer):
                found.setdefault(cls.owner(), []).append(cls)
        return found

    def is_command(self, type: str) -> bool:
        """Whether messages of that type are commands."""
        return issubclass(self.types.get(type, Data), Command)

    def is_command_to(self, service: str, type: str | None) -> bool:
        """Whether messages of that type are commands that ``service`` receives, and answers."""
        cls = self.types.get(type or "", Data)
        return issubclass(cls, Command) and cls.owner() == service

    def commands(self) -> tuple[str, ...]:
        """The types of all commands."""
        return tuple(type for type, cls in self.types.items() if issubclass(cls, Command))

    def public_events(self) -> tuple[str, ...]:
        """The types of all events that others may hear."""
        return tuple(
            type for type, cls in self.types.items() if not issubclass(cls, Command | Timer | Answer)
        )

    def timers(self) -> frozenset[str]:
        """The types of all timers."""
        return frozenset(type for type, cls in self.types.items() if issubclass(cls, Timer))
