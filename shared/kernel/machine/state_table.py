"""State tables: every thing's behaviour as data.

A transition says: in these states, when this message comes from one of these roles and its guards agree, the
thing changes so, is then in that state, and that event is published. A table decides *every* pair of state
and message: a command that no clause covers is refused, and an event or timer must either have a clause or be
listed among those ignored, with a reason; a table that leaves one open cannot be built.
"""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar, cast, get_args

from shared.kernel.machine.clauses import ABSENT, Clause, Creation, Ignore, Thing, TimerChange, Transition
from shared.kernel.machine.situation import Situation
from shared.kernel.messages.base import Command, Data, Event
from shared.kernel.messages.errors import Refusal, refuse

T = TypeVar("T", bound=Thing)


@dataclass(frozen=True, slots=True)
class Moved(Generic[T]):
    """The decision to change: the thing afterwards, the event to publish, the timers to set or cancel."""

    before: T | None
    after: T
    emits: type[Event]
    timers: tuple[TimerChange, ...]


@dataclass(frozen=True, slots=True)
class Ignored:
    """The decision to do nothing, and why."""

    why: str


Decision = Moved[T] | Ignored | Refusal
AnyClause = Creation[Any, Any, Any] | Transition[Any, Any, Any] | Ignore[Any, Any, Any]
"""A clause as a table reads it at run time. The type checker has already checked that its parts belong
together."""


@dataclass(frozen=True)
class StateTable(Generic[T]):
    """The behaviour of one kind of thing. Raises ValueError when it leaves an event undecided in some
    state."""

    thing: str
    states: tuple[str, ...]
    clauses: tuple[Clause[T], ...]
    _by_pair: dict[tuple[str, type[Data]], list[AnyClause]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for clause in self.all():
            for state in clause.states:
                if state not in (*self.states, ABSENT):
                    raise ValueError(f"{self.thing}: unknown state {state!r}")
                self._by_pair.setdefault((state, clause.on), []).append(clause)
        open_pairs = [
            f"({state}, {message.type})"
            for state in self.states
            for message in self.messages()
            if issubclass(message, Event) and not self._decided_without_condition(state, message)
        ]
        if open_pairs:
            raise ValueError(f"{self.thing}: undecided {', '.join(open_pairs)}")
        for clause in self.all():
            _check_facts(self.thing, clause)

    def all(self) -> tuple[AnyClause, ...]:
        """The clauses with all that they say."""
        return cast(tuple[AnyClause, ...], self.clauses)

    @property
    def transitions(self) -> tuple[Creation[Any, Any, Any] | Transition[Any, Any, Any], ...]:
        """The lines that change something."""
        return tuple(clause for clause in self.all() if not isinstance(clause, Ignore))

    @property
    def ignores(self) -> tuple[Ignore[Any, Any, Any], ...]:
        """The lines that say that nothing changes."""
        return tuple(clause for clause in self.all() if isinstance(clause, Ignore))

    def _decided_without_condition(self, state: str, message: type[Data]) -> bool:
        return any(clause.when is None for clause in self._by_pair.get((state, message), ()))

    def messages(self) -> tuple[type[Data], ...]:
        """Every message the table speaks of, in order of first appearance."""
        return tuple(dict.fromkeys(clause.on for clause in (*self.transitions, *self.ignores)))

    def pairs(self) -> Iterator[tuple[str, type[Data]]]:
        """Every (state, message) there is."""
        return ((state, message) for state in (ABSENT, *self.states) for message in self.messages())

    def commands_in(self, state: str) -> tuple[type[Data], ...]:
        """The commands that ``state`` allows at all."""
        return tuple(
            dict.fromkeys(r.on for r in self.transitions if state in r.states and issubclass(r.on, Command))
        )

    def decide(self, thing: T | None, message: Data, situation: Situation[object]) -> Decision[T]:
        """Decide the effect of ``message`` on ``thing`` (None: it does not exist). Total and without side
        effects.

        Raises TypeError when the situation has not the facts that the clause asks for.
        """
        state = ABSENT if thing is None else thing.state
        for clause in self._by_pair.get((state, type(message)), ()):
            if clause.facts is not None and not isinstance(situation.facts, clause.facts):
                raise TypeError(
                    f"{self.thing}: {message.type} wants {clause.facts.__name__}, got {situation.facts!r}"
                )
            condition: Any = clause.when
            if condition is not None and not condition(thing, message, situation):
                continue
            if isinstance(clause, Ignore):
                return Ignored(clause.why)
            return self._take(clause, thing, message, situation)
        if isinstance(message, Event):
            return Ignored(f"{self.thing} does not exist")
        return refuse("wrong_state", thing=self.thing, state=state, command=message.type)

    def _take(
        self,
        clause: Creation[Any, Any, Any] | Transition[Any, Any, Any],
        thing: Any,
        message: Data,
        situation: Situation[object],
    ) -> Decision[T]:
        if isinstance(message, Command) and situation.actor.role not in clause.by:
            return refuse("wrong_role", "actorrole", role=situation.actor.role, allowed=", ".join(clause.by))
        for guard in clause.guards:
            if refusal := guard(thing, message, situation):
                return refusal
        changed = clause.change(thing, message, situation)
        version = 1 if thing is None else thing.version + 1
        after = replace(changed, state=clause.to or changed.state, version=version)
        timers = tuple(clause.timers(after, situation)) if clause.timers else ()
        return Moved(thing, after, clause.emits, timers)


def _check_facts(thing: str, clause: AnyClause) -> None:
    """A clause whose functions ask for facts names their class: the use case that has to bring them reads it
    there."""
    parts: Iterable[Any] = (
        (clause.when,) if isinstance(clause, Ignore) else (clause.when, *clause.guards, clause.change)
    )
    for part in filter(None, parts):
        asked = get_args(list(inspect.signature(part).parameters.values())[2].annotation)
        wanted = [cls for cls in asked if isinstance(cls, type) and cls is not object]
        if wanted and clause.facts is None:
            raise ValueError(f"{thing}: {part.__name__} of {clause.on.type} wants facts={wanted[0].__name__}")
