"""The clauses of a state table: creations make a thing, transitions move it, and ignores mean nothing to
it.

``T`` is the thing, ``M`` the message, ``S`` the situation with the facts that the clause's guards and change
ask for. A guard, change or condition of another command, another thing or with other facts does not pass the
type checker.
"""

from collections.abc import Callable, Iterable
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from typing import Generic, Protocol

from typing_extensions import TypeVar

from shared.kernel.machine.situation import Situation
from shared.kernel.messages.base import Data, Event
from shared.kernel.messages.envelope import SYSTEM
from shared.kernel.messages.errors import Refusal

ABSENT = "∅"
"""The state of a thing that does not exist yet."""


class Thing(Protocol):
    """A thing that a table moves: a frozen dataclass with a state and a version."""

    @property
    def state(self) -> str:
        """One of the table's states."""
        ...

    @property
    def version(self) -> int:
        """1 when it is made, then one more with every change."""
        ...


T = TypeVar("T", bound=Thing)
M = TypeVar("M", bound=Data)
S = TypeVar("S", bound=Situation[object])
B = TypeVar("B")


@dataclass(frozen=True, slots=True)
class TimerChange:
    """Set (``event`` given) or cancel the timer of that key."""

    key: str
    at: datetime | None = None
    event: Event | None = None
    first: bool = field(default=False, compare=False)
    """No timer of that key can be there yet: nothing is looked for that would have to go."""


Guard = Callable[[B, M, S], Refusal | None]
"""(thing, message, situation) → the refusal, or None. Named by the sentence that must be true."""
Condition = Callable[[B, M, S], bool]
Timers = Callable[[T, S], Iterable[TimerChange]]
"""(thing afterwards, situation) → the timers to set or cancel."""


def unchanged(thing: B, message: object, situation: object) -> B:
    """The change of a transition that only moves the state."""
    return thing


class Clause(Generic[T]):
    """A clause of the table of one kind of thing."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Creation(Clause[T], Generic[T, M, S]):
    """A thing comes into being. ``change`` is given None, the message and the situation, and makes the
    thing."""

    on: type[M]
    to: str
    emits: type[Event]
    by: tuple[str, ...] = (SYSTEM.role,)
    _: KW_ONLY
    why: str
    """The law, rule or decision that the clause stands for."""
    change: Callable[[None, M, S], T]
    facts: type[object] | None = None
    """The class of the situation's facts; None: its guards and change ask for none."""
    when: Condition[None, M, S] | None = None
    guards: tuple[Guard[None, M, S], ...] = ()
    timers: Timers[T, S] | None = None

    @property
    def states(self) -> tuple[str, ...]:
        """It holds while the thing is absent."""
        return (ABSENT,)


@dataclass(frozen=True, slots=True)
class Transition(Clause[T], Generic[T, M, S]):
    """A thing is moved. Of several for one state and message the first whose ``when`` holds is taken."""

    states: tuple[str, ...]
    on: type[M]
    to: str | None
    """The state afterwards; None: it stays."""
    emits: type[Event]
    by: tuple[str, ...] = (SYSTEM.role,)
    _: KW_ONLY
    why: str
    """The law, rule or decision that the clause stands for."""
    facts: type[object] | None = None
    """The class of the situation's facts; None: its guards and change ask for none."""
    when: Condition[T, M, S] | None = None
    guards: tuple[Guard[T, M, S], ...] = ()
    change: Callable[[T, M, S], T] = unchanged
    """(thing, message, situation) → the thing afterwards; the table sets state and version."""
    timers: Timers[T, S] | None = None


@dataclass(frozen=True, slots=True)
class Ignore(Clause[T], Generic[T, M, S]):
    """An event that means nothing in these states, and why."""

    states: tuple[str, ...]
    on: type[M]
    why: str
    when: Condition[T, M, S] | None = None
    facts: type[object] | None = None
