"""Transition tables: every thing's behaviour as data.

A row says: in these states, when this message comes from one of these roles and its guards agree, the thing changes so,
is then in that state, and that event is published. A table decides *every* pair of state and message: a command that no
row covers is refused, and an event or timer must either have a row or be listed among those ignored, with a reason;
a table that leaves one open cannot be built.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar

from shared.calendar import WorkingCalendar
from shared.contracts.base import Command, Data, Event, Role
from shared.contracts.envelope import Actor
from shared.errors import Refusal, refuse
from shared.rules import RuleSet

ABSENT = "∅"
"""The state of a thing that does not exist yet."""


class Thing(Protocol):
    """What a table moves: a frozen dataclass with a state and a version."""

    @property
    def state(self) -> str:
        """One of the table's states."""
        ...

    @property
    def version(self) -> int:
        """1 when it is made, then one more with every change."""
        ...


@dataclass(frozen=True, slots=True)
class Situation:
    """Everything a decision may depend on besides the thing and the message; nothing is fetched while deciding."""

    now: datetime
    actor: Actor
    rules: RuleSet
    calendar: WorkingCalendar
    new_id: str = ""
    """The id that a created thing takes; the same for every delivery of the same message."""
    facts: Any = None
    """What the use case looked up beforehand, typed by the table that asks for it."""


Guard = Callable[[Any, Any, Situation], Refusal | None]
"""(thing, message, situation) → why not, or None."""
Predicate = Callable[[Any, Any, Situation], bool]
Change = Callable[[Any, Any, Situation], Any]
"""(thing or None, message, situation) → the thing afterwards; state and version are set by the table."""


@dataclass(frozen=True, slots=True)
class TimerChange:
    """Set (``event`` given) or cancel the timer of that key."""

    key: str
    at: datetime | None = None
    event: Event | None = None


Timers = Callable[[Any, Situation], Iterable[TimerChange]]


def unchanged(thing: Any, message: Any, situation: Situation) -> Any:
    """The change of a row that only moves the state."""
    return thing


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. Of several rows for the same state and message the first whose ``when`` holds is taken."""

    states: tuple[str, ...]
    on: type[Data]
    to: str | None
    """The state afterwards; None: it stays."""
    emits: type[Event]
    by: tuple[Role, ...] = (Role.SYSTEM,)
    when: Predicate | None = None
    guards: tuple[Guard, ...] = ()
    change: Change = unchanged
    timers: Timers | None = None


@dataclass(frozen=True, slots=True)
class Ignore:
    """An event that means nothing in these states, and why."""

    states: tuple[str, ...]
    on: type[Data]
    why: str
    when: Predicate | None = None


@dataclass(frozen=True, slots=True)
class Transition:
    """The decision to change: the thing afterwards, the event to publish, the timers to set or cancel."""

    before: Any
    after: Any
    emits: type[Event]
    timers: tuple[TimerChange, ...]


@dataclass(frozen=True, slots=True)
class Ignored:
    """The decision to do nothing, and why."""

    why: str


Decision = Transition | Ignored | Refusal
T = TypeVar("T")


@dataclass(frozen=True)
class Table(Generic[T]):
    """The behaviour of one kind of thing. Raises ValueError when it leaves an event undecided in some state."""

    thing: str
    states: tuple[str, ...]
    rows: tuple[Row, ...]
    ignores: tuple[Ignore, ...] = ()
    _by_pair: dict[tuple[str, type[Data]], list[Row | Ignore]] = field(init=False, repr=False, default_factory=dict)

    def __post_init__(self) -> None:
        for entry in self._entries():
            for state in entry.states:
                if state not in (*self.states, ABSENT):
                    raise ValueError(f"{self.thing}: unknown state {state!r}")
                self._by_pair.setdefault((state, entry.on), []).append(entry)
        open_pairs = [
            f"({state}, {message.type})"
            for state in self.states
            for message in self.messages()
            if issubclass(message, Event) and not self._decided_without_condition(state, message)
        ]
        if open_pairs:
            raise ValueError(f"{self.thing}: undecided {', '.join(open_pairs)}")

    def _entries(self) -> tuple[Row | Ignore, ...]:
        return (*self.rows, *self.ignores)

    def _decided_without_condition(self, state: str, message: type[Data]) -> bool:
        return any(entry.when is None for entry in self._by_pair.get((state, message), ()))

    def messages(self) -> tuple[type[Data], ...]:
        """Every message the table speaks of, in order of first appearance."""
        return tuple(dict.fromkeys(entry.on for entry in self._entries()))

    def pairs(self) -> Iterator[tuple[str, type[Data]]]:
        """Every (state, message) there is."""
        return ((state, message) for state in (ABSENT, *self.states) for message in self.messages())

    def commands_in(self, state: str) -> tuple[type[Data], ...]:
        """The commands that ``state`` allows at all."""
        return tuple(dict.fromkeys(r.on for r in self.rows if state in r.states and issubclass(r.on, Command)))

    def decide(self, thing: T | None, message: Data, situation: Situation) -> Decision:
        """Decide what ``message`` does to ``thing`` (None: it does not exist). Total and without side effects."""
        state = ABSENT if thing is None else thing.state  # type: ignore[attr-defined]
        for entry in self._by_pair.get((state, type(message)), ()):
            if entry.when is not None and not entry.when(thing, message, situation):
                continue
            if isinstance(entry, Ignore):
                return Ignored(entry.why)
            return self._take(entry, thing, message, situation)
        if isinstance(message, Event):
            return Ignored(f"{self.thing} does not exist")
        return refuse("wrong_state", thing=self.thing, state=state, command=message.type)

    def _take(self, row: Row, thing: Any, message: Data, situation: Situation) -> Decision:
        if isinstance(message, Command) and situation.actor.role not in row.by:
            return refuse("wrong_role", "actorrole", role=situation.actor.role, allowed=", ".join(row.by))
        for guard in row.guards:
            if refusal := guard(thing, message, situation):
                return refusal
        changed = row.change(thing, message, situation)
        version = 1 if thing is None else thing.version + 1
        after = replace(changed, state=row.to or changed.state, version=version)
        timers = tuple(row.timers(after, situation)) if row.timers else ()
        return Transition(thing, after, row.emits, timers)
