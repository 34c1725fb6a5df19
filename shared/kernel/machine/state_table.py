"""State tables: every thing's behaviour as data.

A transition says: in these states, when this message comes from one of these roles and its guards agree, the
thing changes so, is then in that state, and that event is published. A table decides *every* pair of state
and message: a command that no clause covers is refused, and an event or timer must either have a clause or
be listed among those ignored, with a reason. And in every state somebody has to act, or a timer ends it, or
it is the end. A table that leaves a pair open, or a thing waiting for nobody, cannot be built.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Generic, TypeVar, cast

from shared.kernel.machine.checks import AnyClause, Standing, facts_faults, standing_faults, states_faults
from shared.kernel.machine.clauses import ABSENT, Clause, Creation, Ignore, Thing, TimerChange, Transition
from shared.kernel.machine.ladders import climbed, wait_key, wait_timers, waiting_of
from shared.kernel.machine.situation import Situation
from shared.kernel.machine.waits import Driven, Final, Reminders, Wait
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


@dataclass(frozen=True)
class StateTable(Generic[T]):
    """The behaviour of one kind of thing. Raises ValueError when it leaves an event undecided in some state,
    or when nothing ends a state."""

    thing: str
    states: tuple[str, ...]
    clauses: tuple[Clause[T], ...]
    reminders: Reminders | None = None
    """The messages of its ladders; None: it waits for nobody."""
    carries: Callable[[T, Any], T] | None = None
    """(thing, situation) → the thing with what it carries whoever moves it, beside whom it waits for."""
    _by_pair: dict[tuple[str, type[Data]], list[AnyClause]] = field(
        init=False, repr=False, default_factory=dict
    )

    def __post_init__(self) -> None:
        for clause in self.all():
            for state in clause.states:
                self._by_pair.setdefault((state, clause.on), []).append(clause)
        if faults := list(self._faults()):
            raise ValueError(f"{self.thing}: {'; '.join(faults)}")

    def _faults(self) -> Iterator[str]:
        yield from states_faults(self.states, (*self.all(), *self.standing))
        open_pairs = [
            f"({state}, {message.type})"
            for state in self.states
            for message in self.messages()
            if issubclass(message, Event)
            and not (self._calls(message) or self._decided_without_condition(state, message))
        ]
        if open_pairs:
            yield f"undecided {', '.join(open_pairs)}"
        yield from standing_faults(self.states, self.standing, self.leaving)
        if self.waits and self.reminders is None:
            yield "its ladders have no messages"
        yield from facts_faults(self.all())

    def all(self) -> tuple[AnyClause, ...]:
        """The clauses that decide messages, with all that they say."""
        standing = (Wait, Driven, Final)
        return cast(
            tuple[AnyClause, ...], tuple(one for one in self.clauses if not isinstance(one, standing))
        )

    @property
    def standing(self) -> tuple[Standing, ...]:
        """The clauses that say how each state ends."""
        return tuple(one for one in self.clauses if isinstance(one, Wait | Driven | Final))

    @cached_property
    def waits(self) -> tuple[Wait[Any, Any], ...]:
        """Who has to act, in which states."""
        return tuple(one for one in self.standing if isinstance(one, Wait))

    @property
    def driven(self) -> tuple[Driven[Any], ...]:
        """The states that something else ends."""
        return tuple(one for one in self.standing if isinstance(one, Driven))

    @property
    def finals(self) -> tuple[Final[Any], ...]:
        """The states in which everything is done."""
        return tuple(one for one in self.standing if isinstance(one, Final))

    def leaving(self, state: str) -> tuple[Creation[Any, Any, Any] | Transition[Any, Any, Any], ...]:
        """The lines that change something in ``state``."""
        return tuple(row for row in self.transitions if state in row.states)

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
        told = (self.reminders.due,) if self.reminders else ()
        return tuple(dict.fromkeys((*(clause.on for clause in (*self.transitions, *self.ignores)), *told)))

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
        if thing is not None and self._calls(type(message)):
            return self._call(thing, situation)
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
        over = any(state in one.states for one in self.finals)
        return refuse("wrong_state", final=over, thing=self.thing, state=state, command=message.type)

    def completed(self, decision: Moved[T], after: T, situation: Situation[object]) -> Moved[T]:
        """The decision with a thing that a use case has completed: whom it waits for follows from all that
        stands on it."""
        if not self.waits:
            return replace(decision, after=after)
        settled, reminder = self._waiting(decision.before, after, situation)
        others = (timer for timer in decision.timers if timer.key != wait_key(self.thing, after))
        return replace(decision, after=settled, timers=(*others, *reminder))

    def _take(
        self,
        clause: Creation[Any, Any, Any] | Transition[Any, Any, Any],
        thing: Any,
        message: Data,
        situation: Situation[object],
    ) -> Decision[T]:
        if isinstance(message, Command) and situation.actor.role not in clause.by:
            role, among = situation.actor.role, self._allowed(thing, type(message), situation.actor.role)
            return refuse("wrong_role", "actorrole", role=role, allowed=", ".join(among), one_of=among)
        for guard in clause.guards:
            if refusal := guard(thing, message, situation):
                return refusal
        changed = self._carrying(clause.change(thing, message, situation), situation)
        version = 1 if thing is None else thing.version + 1
        after = replace(changed, state=clause.to or changed.state, version=version)
        timers = tuple(clause.timers(after, situation)) if clause.timers else ()
        if self.waits:
            after, reminder = self._waiting(thing, after, situation)
            timers = (*timers, *reminder)
        return Moved(thing, after, clause.emits, timers)

    def _allowed(self, thing: Any, message: type[Data], but: str) -> tuple[str, ...]:
        """Who else may say that to the thing as it stands, whatever else must be so: every line counts, for
        which of them is asked depends on who asks."""
        state = ABSENT if thing is None else thing.state
        rows = (one for one in self._by_pair[state, message] if not isinstance(one, Ignore))
        return tuple(dict.fromkeys(role for row in rows for role in row.by if role != but))

    def _carrying(self, thing: Any, situation: Any) -> Any:
        return self.carries(thing, situation) if self.carries else thing

    def _calls(self, message: type[Data]) -> bool:
        return self.reminders is not None and message is self.reminders.due

    def _waiting(self, before: Any, after: Any, situation: Any) -> tuple[Any, tuple[TimerChange, ...]]:
        """The thing with whom it waits for now, and the timer of its ladders if that has moved."""
        earlier = () if before is None else before.waiting
        waiting = waiting_of(after, earlier, self.waits, situation)
        return replace(after, waiting=waiting), self._timers(after, earlier, waiting)

    def _call(self, thing: Any, situation: Any) -> Decision[T]:
        """The moment of a rung has come."""
        assert self.reminders
        known = {one.what for one in thing.waiting}
        everybody = waiting_of(thing, thing.waiting, self.waits, situation)
        standing = tuple(one for one in everybody if one.what in known)
        waiting = climbed(thing, standing, self.waits, situation)
        timers = self._timers(thing, thing.waiting, waiting)
        if not waiting or not timers:
            return Ignored("the ladder has moved since")
        taken = [new for new, old in zip(waiting, standing, strict=True) if new != old]
        after = self._carrying(replace(thing, waiting=waiting, version=thing.version + 1), situation)
        if record := self.reminders.record:
            for one in taken:
                after = record(after, one, situation)
        return Moved(thing, after, self.reminders.event(taken), timers)

    def _timers(self, thing: Any, before: Any, after: Any) -> tuple[TimerChange, ...]:
        assert self.reminders
        return wait_timers(self.thing, thing, before, after, self.reminders)
