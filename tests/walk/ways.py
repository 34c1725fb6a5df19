"""Ways to go on: the commands that somebody might give about the things as they stand."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.kernel.machine import ABSENT
from shared.kernel.messages.base import Command, MoveClock
from shared.kernel.service.service import Service
from shared.kernel.store.kind import Kind
from tests.support.memory import Move
from tests.walk.known import named
from tests.walk.town import Town

Sayable = tuple[type[Command], tuple[str, ...]]
"""A command and the roles that may give it."""


class Way(NamedTuple):
    """A command that somebody might give about a thing."""

    command: type[Command]
    roles: tuple[str, ...]
    focus: Any = None
    fixed: Mapping[str, str] = MappingProxyType({})

    @property
    def about(self) -> tuple[str, str]:
        """The command and the state of the thing."""
        return self.command.type, f"{type(self.focus).__name__} {getattr(self.focus, 'state', '')}"


@dataclass(frozen=True)
class Ways:
    """What the tables of the services say, as far as walks ask for it; it is read off them once."""

    services: tuple[Service, ...]

    def allowed(self, town: Town) -> Iterator[Way]:
        """What the tables let somebody do in the states in which the things are, or make."""
        ids = {kind.id_field for _, kind, _ in town.things()}
        yield from (Way(cls, roles) for cls, roles, fields in self._creations if not ids & fields)
        for _, kind, thing in town.things():
            if kind.name != "township":
                yield from self.about(kind, thing)

    def about(self, kind: Kind[Any], thing: Any) -> Iterator[Way]:
        """What somebody may do to that thing, or make of it."""
        own = {kind.id_field: kind.id_of(thing)}
        for cls, roles in self._leaving.get((kind.name, thing.state), ()):
            yield Way(cls, roles, thing, own)
        for name, id in {**own, **dict(named(thing))}.items():
            for cls, roles in self._creations_by.get(name, ()):
                yield Way(cls, roles, thing, {name: id})

    def anything(self, town: Town) -> Iterator[Way]:
        """What no table may let somebody do."""
        for _, kind, thing in town.things():
            for cls, roles in self.everything:
                fixed = {kind.id_field: kind.id_of(thing)} if kind.id_field in cls.model_fields else {}
                yield Way(cls, roles, thing if kind.name != "township" else None, fixed)

    @cached_property
    def everything(self) -> tuple[Sayable, ...]:
        """Every command there is, with all who may give it in some state; directory's are changes of the
        township, which walks make by themselves."""
        roles: dict[type[Command], dict[str, None]] = {}
        for kind in self._kinds:
            for row in kind.behaviour.transitions:
                if issubclass(row.on, Command) and not issubclass(row.on, MoveClock):
                    roles.setdefault(row.on, {}).update(dict.fromkeys(row.by))
        for service in self.services:
            for errand in service.errands:
                roles.setdefault(errand.on, {}).update(dict.fromkeys(errand.by))
        return tuple((cls, tuple(by)) for cls, by in roles.items() if cls.owner() != "directory")

    @cached_property
    def clauses(self) -> frozenset[frozenset[Move]]:
        """Every transition and every wait of every table: what they move, in each of their states."""
        found = set()
        for kind in self._kinds:
            for row in kind.behaviour.transitions:
                moves = (Move(kind.name, state, row.on.type, row.emits.type) for state in row.states)
                found.add(frozenset(moves))
            for wait in kind.behaviour.waits:
                found.add(frozenset(Move(kind.name, state, wait.what, "") for state in wait.states))
        return frozenset(found)

    @cached_property
    def moves(self) -> frozenset[Move]:
        """All that they move."""
        return frozenset(move for clause in self.clauses for move in clause)

    @cached_property
    def said(self) -> frozenset[str]:
        """The types of all commands that walks give."""
        return frozenset(cls.type for cls, _ in self.everything)

    @cached_property
    def leading_to(self) -> Mapping[str, list[Move]]:
        """Event → the transitions that publish it."""
        found: dict[str, list[Move]] = {}
        for move in sorted(self.moves):
            found.setdefault(move.emits, []).append(move)
        return found

    @property
    def _kinds(self) -> Iterator[Kind[Any]]:
        return (kind for service in self.services for kind in service.kinds)

    @cached_property
    def _creations(self) -> tuple[tuple[type[Command], tuple[str, ...], frozenset[str]], ...]:
        """Commands that make a thing, and errands, with their fields."""
        making = {row.on for kind in self._kinds for row in kind.behaviour.leaving(ABSENT)}
        making |= {errand.on for service in self.services for errand in service.errands}
        return tuple(
            (cls, roles, frozenset(cls.model_fields)) for cls, roles in self.everything if cls in making
        )

    @cached_property
    def _creations_by(self) -> Mapping[str, list[Sayable]]:
        found: dict[str, list[Sayable]] = {}
        for cls, roles, fields in self._creations:
            for name in fields:
                found.setdefault(name, []).append((cls, roles))
        return found

    @cached_property
    def _leaving(self) -> Mapping[tuple[str, str], list[Sayable]]:
        found: dict[tuple[str, str], list[Sayable]] = {}
        for kind in self._kinds:
            for row in kind.behaviour.transitions:
                if issubclass(row.on, Command) and not issubclass(row.on, MoveClock):
                    for state in row.states:
                        found.setdefault((kind.name, state), []).append((row.on, row.by))
        return found
