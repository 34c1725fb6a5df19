"""Confiding (保密): what becomes of a matter is the house's alone as long as the matter is, as if it had been
so from the start. A thing's clauses for it are alike in every service (ADR 0072)."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any, ClassVar, Protocol

from typing_extensions import TypeVar

from shared.kernel.messages.base import Command, Event
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.confiding import Confided


class ConfidedThing(Confided, Protocol):
    """One that a table decides about."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def state(self) -> str:
        """One of its table's states."""
        ...

    @property
    def version(self) -> int:
        """One more with every change."""
        ...


class Recusing(Protocol):
    """One that is kept from whom it concerns, and from who keeps out of what it comes of."""

    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def state(self) -> str:
        """One of its table's states."""
        ...

    @property
    def version(self) -> int:
        """One more with every change."""
        ...

    @property
    def recused(self) -> tuple[str, ...]:
        """Their ids."""
        ...


T = TypeVar("T", bound=ConfidedThing)
R = TypeVar("R", bound=Recusing)


def actor_is_not_recused(thing: Recusing, _message: object, situation: Situation) -> Refusal | None:
    """Whom a confidential matter concerns, and who keeps out of a topic, does not act on it, nor on what
    becomes of it (ADR 0072, ADR 0082)."""
    return concerned(thing, situation.actor.id)


def concerned(thing: Recusing, id: str) -> Refusal | None:
    """Why that person is kept from the thing: it concerns them, or they keep out of it."""
    return refuse("actor_is_recused", "actorid") if id in thing.recused else None


def by_nobody_recused(clauses: tuple[Clause[R], ...]) -> Iterator[Clause[R]]:
    """The clauses, of which no command is taken from somebody whom the thing concerns."""
    for clause in clauses:
        if isinstance(clause, Transition) and issubclass(clause.on, Command):
            kept: Transition[R, Any, Any] = clause
            yield replace(kept, guards=(actor_is_not_recused, *kept.guards))
        else:
            yield clause


def _as_it_is(thing: T, _of: Confided) -> T:
    return thing


def follows_every(_thing: object, _event: Event) -> bool:
    """The thing is about nothing but what it hears of."""
    return True


def confiding(
    states: tuple[str, ...],
    told: type[Event],
    heard: tuple[type[Event], ...],
    *,
    follows: Callable[[T, Event], bool] = follows_every,
    takes: Callable[[T, Confided], T] = _as_it_is,
    ignored: tuple[type[Event], ...],
) -> tuple[Clause[T], ...]:
    """The clauses of one kind of thing, which publishes ``told`` when it becomes the house's alone and when
    it is so no more. ``heard``: events about what it follows; ``takes``: what else it takes of that;
    ``ignored``: those of them of which nothing else may come."""

    def is_confided_otherwise(thing: T, message: Event, _situation: Situation) -> bool:
        """The office has decided otherwise since about what this is of."""
        of = confided(message)
        later = of.confidings > thing.confidings
        return later and of.confidential != thing.confidential and follows(thing, message)

    def follow(thing: T, message: Event, _situation: Situation) -> T:
        """As confidential as that is."""
        of = confided(message)
        return takes(replace(thing, confidential=of.confidential, confidings=of.confidings), of)

    def clauses() -> Iterator[Clause[T]]:
        for event in heard:
            yield Transition(
                states,
                event,
                None,
                told,
                why="ADR 0072: what becomes of a confidential matter is the house's alone, as the matter is",
                when=is_confided_otherwise,
                change=follow,
            )
        for event in ignored:
            yield Ignore(states, event, "it is as confidential as that already")

    return tuple(clauses())


def confided(event: Event) -> Confided:
    """The thing that an event carries, as far as it is the house's alone."""
    thing: Confided = getattr(event, event.entity())
    return thing
