"""The waits of one thing: which hold, which rung was taken, and when the next one is due.

The moment of the next rung is kept with the wait. It stands even if the rules of the ladder change before it
comes, so the timer that was set for it always finds a rung to take, and sets the next.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from typing_extensions import TypeVar

from shared.kernel.machine.clauses import Thing, TimerChange
from shared.kernel.machine.situation import Situation
from shared.kernel.machine.waits import Called, Reminders, Rung, Wait, Waiting

T = TypeVar("T", bound=Thing)
S = TypeVar("S", bound=Situation[object])


def waiting_of(
    thing: T, before: Iterable[Waiting], waits: Iterable[Wait[T, S]], situation: S
) -> tuple[Waiting, ...]:
    """Whom the thing waits for in its state; ``before``: whom it waited for until now."""
    earlier = {waiting.what: waiting for waiting in before}
    holding = _holding(thing, waits)
    return tuple(_stands(thing, wait, earlier.get(what), situation) for what, wait in holding.items())


def climbed(
    thing: T, waiting: Iterable[Waiting], waits: Iterable[Wait[T, S]], situation: S
) -> tuple[Waiting, ...]:
    """The waits after all rungs that are due by now: of several of one ladder the highest is taken, the lower
    ones are counted as missed."""
    holding = _holding(thing, waits)
    return tuple(_climbed(thing, one, holding[one.what], situation) for one in waiting)


def wait_key(kind: str, thing: object) -> str:
    """The key of the one timer of a thing's ladders."""
    return f"{kind}:{getattr(thing, f'{kind}_id')}:waiting"


def wait_timers(
    kind: str, thing: object, before: Iterable[Waiting], after: Iterable[Waiting], reminders: Reminders
) -> tuple[TimerChange, ...]:
    """That timer: set where its moment has moved, cancelled where nobody is waited
    for any more."""
    at, earlier = next_rung(after), next_rung(before)
    if at == earlier:
        return ()
    field, key = f"{kind}_id", wait_key(kind, thing)
    if at is None:
        return (TimerChange(key),)
    due = reminders.due.model_validate({field: getattr(thing, field)})
    return (TimerChange(key, at, due, first=earlier is None),)


def next_rung(waiting: Iterable[Waiting]) -> datetime | None:
    """The moment of the next rung of all ladders; None: nobody is waited for."""
    return min((one.next_at for one in waiting), default=None)


def _holding(thing: T, waits: Iterable[Wait[T, S]]) -> dict[str, Wait[T, S]]:
    """The waits that hold for the thing; of several with one name the first."""
    found: dict[str, Wait[T, S]] = {}
    for wait in waits:
        if thing.state in wait.states and (wait.when is None or wait.when(thing)):
            found.setdefault(wait.what, wait)
    return found


def _stands(thing: T, wait: Wait[T, S], earlier: Waiting | None, situation: S) -> Waiting:
    since = wait.since(thing) if wait.since else earlier.since if earlier else situation.now
    who = wait.who(thing, situation)
    awaited = {"role": who.role, "department": who.department, "person_id": who.person}
    if earlier and earlier.since == since:
        due_at = wait.due(thing, since, situation) if wait.moves else earlier.due_at
        if due_at == earlier.due_at:
            return earlier.model_copy(update=awaited)
    else:
        due_at = wait.due(thing, since, situation)
    # A deadline that is new, or has moved, has a ladder of its own; what was due on it before now, or before
    # anybody has to act at all, reminds of nothing.
    begins = max(situation.now, since)
    rungs, ahead = next(
        (n, rung)
        for n, rung in enumerate(_ladder(thing, wait, since, due_at, situation))
        if rung.at >= begins
    )
    return Waiting(what=wait.what, since=since, due_at=due_at, next_at=ahead.at, rungs=rungs, **awaited)


def _climbed(thing: T, one: Waiting, wait: Wait[T, S], situation: S) -> Waiting:
    if one.next_at > situation.now:
        return one
    ladder = islice(_ladder(thing, wait, one.since, one.due_at, situation), one.rungs, None)
    taken, at, count = next(ladder), one.next_at, 1
    for rung in ladder:
        if rung.at > situation.now:
            break
        taken, at, count = rung, rung.at, count + 1
    last = Called(name=taken.name, at=at, reach=taken.reach, missed=count - 1)
    return one.model_copy(update={"next_at": rung.at, "rungs": one.rungs + count, "called": last})


def _ladder(thing: T, wait: Wait[Any, S], since: datetime, due_at: datetime, situation: S) -> Iterator[Rung]:
    """Its rungs; raises ValueError where it ends, for then somebody could be waited for in silence."""
    yield from wait.ladder(thing, since, due_at, situation)
    raise ValueError(f"the ladder of {wait.what!r} ends")
