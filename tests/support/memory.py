"""What a township's database holds for one service, in memory."""

import json
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Concatenate, NamedTuple, ParamSpec, TypeVar

from shared.kernel.machine import TimerChange
from shared.kernel.messages.base import Contract, Event
from shared.kernel.store.kind import Kind
from shared.kernel.store.session import Session

A = TypeVar("A")
P = ParamSpec("P")


class Move(NamedTuple):
    """A transition of a table: from which state, by which message, with which event. A reminder's message is
    the wait that it is about."""

    kind: str
    state: str
    on: str
    emits: str


@dataclass
class Memory:
    """Things, copies of others' things, timers, events and side rows of one service in one township."""

    things: dict[tuple[str, str], Any] = field(default_factory=dict)
    """By kind and id."""
    copies: dict[tuple[str, str], Contract] = field(default_factory=dict)
    """Other services' things, by kind and id."""
    timers: dict[str, TimerChange] = field(default_factory=dict)
    """Those that are set, by key."""
    events: list[Event] = field(default_factory=list)
    """What was published, in order; no timers."""
    moves: list["Move"] = field(default_factory=list)
    """The transitions that were taken, in order."""
    rows: list[dict[str, Any]] = field(default_factory=list)
    """Rows of side tables, each with its ``table``."""
    written: list[tuple[str, tuple[Any, ...]]] = field(default_factory=list)
    """Statements of storage that were run, by name, with what they were given."""
    answers: dict[str, Callable[..., Any]] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    """The ids that the next new things take, before numbers are drawn."""
    ids: int = 0
    mark: str = "id"
    """What numbered ids begin with."""

    def knows(self, kind: str, *snapshots: Contract) -> None:
        """Keep copies of another service's things."""
        self.copies.update({(kind, getattr(copy, f"{kind}_id")): copy for copy in snapshots})

    def answer(
        self, question: Callable[Concatenate[Session, str, P], Awaitable[A]], by: Callable[P, A]
    ) -> None:
        """What storage answers when a use case asks ``question``, which is a function of it."""
        self.answers[_name(question)] = by

    def answered(self, question: Callable[..., Any], *of: Any, **named: Any) -> Any:
        """The answer. Raises LookupError when none was told."""
        if (name := _name(question)) not in self.answers:
            raise LookupError(f"this memory was told no answer to {name}")
        return self.answers[name](*of, **named)

    def run(self, statement: Callable[..., Any], *of: Any, **named: Any) -> Any:
        """Note that a statement was run; the answer if one was told, else None."""
        self.written.append((statement.__name__, (*of, *named.values())))
        return self.answered(statement, *of, **named) if _name(statement) in self.answers else None

    def new_id(self) -> str:
        """The next id."""
        if self.names:
            return self.names.pop(0)
        self.ids += 1
        return f"{self.mark}-{self.ids}"

    def table_of(self, kind: Kind[Any]) -> Iterator[dict[str, Any]]:
        """The rows of that kind's table, by id."""
        for (name, id), thing in sorted(self.things.items(), key=lambda entry: entry[0]):
            if name == kind.name:
                data = json.loads(kind.dump(thing))
                yield {"id": id, "state": thing.state, "version": thing.version, "data": data}

    def known_rows(self, kind: str) -> Iterator[dict[str, Any]]:
        """The rows of the table of copies that are of that kind, by id."""
        for (name, id), copy in sorted(self.copies.items(), key=lambda entry: entry[0]):
            if name == kind:
                yield {"kind": kind, "id": id, "data": json.loads(copy.model_dump_json())}

    def save(self, kind: Kind[Any], thing: Any) -> None:
        """Keep the thing as its document can be read again; what gets lost on the way fails here."""
        stored = kind.load(kind.dump(thing))
        assert stored == thing, "what is stored is not what was decided"
        self.things[kind.name, kind.id_of(stored)] = stored

    def set(self, timer: TimerChange) -> None:
        """Set or cancel a timer; its event is read again from its JSON."""
        self.timers.pop(timer.key, None)
        if timer.event:
            event = type(timer.event).model_validate_json(timer.event.model_dump_json())
            self.timers[timer.key] = replace(timer, event=event)

    def due(self) -> list[tuple[datetime, Event]]:
        """The timers that are set, by the moment at which they are due."""
        found = ((timer.at, timer.event) for timer in self.timers.values() if timer.at and timer.event)
        return sorted(found, key=lambda due: due[0])


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
