"""Waits: a state in which somebody must act says who, by when, and who hears of it until they do.

One declaration makes the timers, what waits for whom, the reminders with their reach, and what is late.
Nobody waits for ever: a ladder has no last rung, it repeats it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass, field
from datetime import datetime
from typing import Any, Generic, NamedTuple, Protocol

from typing_extensions import TypeVar

from shared.kernel.machine.awaited import Awaited
from shared.kernel.machine.clauses import Clause, Thing
from shared.kernel.machine.situation import Law, Situation
from shared.kernel.messages.base import Code, Contract, Event, Id, Instant, Timer

T = TypeVar("T", bound=Thing)
S = TypeVar("S", bound=Situation[object])


class Rung(NamedTuple):
    """A step of a ladder: when it is taken, its name, and the roles that hear of it."""

    at: datetime
    name: str
    reach: tuple[str, ...]


class Called(Contract):
    """The rung that was taken last."""

    name: Code
    at: Instant
    """When it was due; it is taken then, or as soon as the platform runs again."""
    reach: tuple[Code, ...]
    """The roles that hear of it."""
    missed: int = 0
    """How many lower rungs were passed over at the same moment, because the platform stood still."""


class Waiting(Contract):
    """Somebody is waited for."""

    what: Code
    """What they have to do: the name of the wait."""
    role: Code
    department: Code | None = None
    person_id: Id | None = None
    since: Instant
    due_at: Instant
    """By when; later it is late."""
    next_at: Instant
    """When they are reminded next."""
    rungs: int = 0
    """How many rungs of the ladder are behind it, those passed over included."""
    called: Called | None = None

    def asked_now(self, law: Law, now: datetime) -> "Waiting":
        """As it stands at that moment: the thing names who takes over for somebody who has left with its next
        rung or change alone."""
        stored = Awaited(self.role, self.department, self.person_id)
        who = law.asked_now(stored, now)
        named = {"role": who.role, "department": who.department, "person_id": who.person}
        return self if who == stored else self.model_copy(update=named)


class Waits(Protocol):
    """A thing that says whom it waits for."""

    @property
    def waiting(self) -> tuple[Waiting, ...]:
        """Set by the table, like state and version."""
        ...


@dataclass(frozen=True, slots=True)
class Wait(Clause[T], Generic[T, S]):
    """In these states somebody must act. A wait that goes on over a transition keeps its beginning."""

    states: tuple[str, ...]
    what: str
    """What has to be done: the same name in the catalogue, in events and on pages."""
    _: KW_ONLY
    who: Callable[[T, S], Awaited]
    due: Callable[[T, datetime, S], datetime]
    """(thing, beginning of the wait, situation) → by when."""
    ladder: Callable[[T, datetime, datetime, S], Iterator[Rung]]
    """(thing, beginning, due, situation) → the rungs in order of time, without end."""
    why: str
    """The law, rule or decision that the period stands for."""
    moves: bool = False
    """Whether ``due`` is asked again at each step; otherwise it stands until the wait is over."""
    since: Callable[[T], datetime] | None = None
    """When it began, by the thing itself; None: when the thing came into these states."""
    when: Callable[[T], bool] | None = None
    """Only then; None: always in these states."""
    follows: Callable[..., object] | None = None
    """What ``due`` follows, for who reads the table: the rule's period, or the moment that stands on the
    thing; None: nothing but itself."""


@dataclass(frozen=True, slots=True)
class Driven(Clause[T], Generic[T]):
    """In these states nobody has to act: a timer ends them, or what happens to another thing."""

    states: tuple[str, ...]
    by: type[Event]
    """A clause that hears of it leads out of each of the states."""
    why: str


@dataclass(frozen=True, slots=True)
class Final(Clause[T], Generic[T]):
    """In these states everything is done; ``result`` says to what end."""

    states: tuple[str, ...]
    result: str


@dataclass(frozen=True, slots=True)
class Reminders:
    """The two messages of a kind's ladders."""

    due: type[Timer]
    """The moment of a rung; it names the thing."""
    taken: type[Event]
    """A rung was taken; it carries the thing with its waits."""
    higher: Mapping[str, type[Event]] = field(default_factory=dict)
    """Rungs that are told by another event, by name, from the least to the most serious."""
    record: Callable[[Any, Waiting, Any], Any] | None = None
    """(thing, wait whose rung was taken, situation) → the thing, with what it keeps of it."""

    def event(self, taken: Iterable[Waiting]) -> type[Event]:
        """The event that tells of these rungs, if several are due at once: that of the most serious."""
        names = {one.called.name for one in taken if one.called}
        return next((self.higher[name] for name in reversed([*self.higher]) if name in names), self.taken)
