"""What a state table must say before it can be built, so that nobody is waited for in silence."""

import inspect
from collections.abc import Callable, Iterable, Iterator
from typing import Any, get_args

from shared.kernel.machine.clauses import ABSENT, Creation, Ignore, Transition
from shared.kernel.machine.waits import Driven, Final, Wait

AnyClause = Creation[Any, Any, Any] | Transition[Any, Any, Any] | Ignore[Any, Any, Any]
"""A clause as a table reads it at run time. The type checker has already checked that its parts belong
together."""
Standing = Wait[Any, Any] | Driven[Any] | Final[Any]
"""A clause that says how a state ends."""
Leaving = Callable[[str], Iterable[Creation[Any, Any, Any] | Transition[Any, Any, Any]]]
"""State → the clauses that change something in it."""


def states_faults(states: tuple[str, ...], clauses: Iterable[AnyClause | Standing]) -> Iterator[str]:
    """The states that no thing can be in."""
    known = {*states, ABSENT}
    for state in dict.fromkeys(state for clause in clauses for state in clause.states if state not in known):
        yield f"unknown state {state!r}"


def standing_faults(
    states: tuple[str, ...], standing: tuple[Standing, ...], leaving: Leaving
) -> Iterator[str]:
    """The states in which a thing would stay for ever and nobody would hear of it."""
    for_ever = [state for state in states if not any(_ends(state, one) for one in standing)]
    if for_ever:
        yield f"nobody has to act in {', '.join(for_ever)}, and nothing ends it"
    for one in standing:
        if isinstance(one, Driven):
            stuck = [state for state in one.states if not _driven(state, one, leaving)]
            if stuck:
                yield f"{one.by.type} does not lead out of {', '.join(stuck)}"
    always: set[tuple[str, str]] = set()
    done = {state for one in standing if isinstance(one, Final) for state in one.states}
    for wait in (one for one in standing if isinstance(one, Wait)):
        for state in wait.states:
            if (state, wait.what) in always:
                yield f"{wait.what!r} is waited for twice in {state}"
            if wait.when is None:
                always.add((state, wait.what))
                if state in done:
                    yield f"{state} is final, and {wait.what!r} is always waited for in it"


def _ends(state: str, one: Standing) -> bool:
    """Somebody must act, something ends it, or it is the end."""
    if state not in one.states:
        return False
    return not isinstance(one, Wait) or one.when is None


def _driven(state: str, one: Driven[Any], leaving: Leaving) -> bool:
    return any(row.on is one.by and row.to not in (None, state) for row in leaving(state))


def facts_faults(clauses: Iterable[AnyClause]) -> Iterator[str]:
    """A clause whose functions ask for facts names their class: the use case that has to bring them reads it
    there."""
    for clause in clauses:
        parts: Iterable[Any] = (
            (clause.when,) if isinstance(clause, Ignore) else (clause.when, *clause.guards, clause.change)
        )
        for part in filter(None, parts):
            asked = get_args(list(inspect.signature(part).parameters.values())[2].annotation)
            wanted = [cls for cls in asked if isinstance(cls, type) and cls is not object]
            if wanted and clause.facts is None:
                yield f"{part.__name__} of {clause.on.type} wants facts={wanted[0].__name__}"
