"""Falling due: the promised day ends, and the promise is not kept."""

from collections.abc import Iterator

from services.handling.domain.promise.promise import CLAIMED, FULFILLED, OPEN, OVERDUE, SUPERSEDED, Promise
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import end_of_day
from shared.language.contracts import handling as said


def due(promise: Promise, _situation: Situation) -> Iterator[TimerChange]:
    """Wake when the promised day has ended."""
    event = said.PromiseDue(promise_id=promise.promise_id)
    yield TimerChange(_key(promise), end_of_day(promise.due_on), event)


def not_due(promise: Promise, _situation: Situation) -> Iterator[TimerChange]:
    """It is kept, or something else holds: nothing falls due any more."""
    yield TimerChange(_key(promise))


def _key(promise: Promise) -> str:
    return f"promise:{promise.promise_id}:due"


FALLING_DUE: tuple[Clause[Promise], ...] = (
    Transition(
        (OPEN,),
        said.PromiseDue,
        OVERDUE,
        said.PromiseOverdue,
        why="人大实践: a promise is followed beyond its item, and everybody sees that it is overdue",
    ),
    Ignore((CLAIMED,), said.PromiseDue, "its owner says that it is kept"),
    Ignore((FULFILLED,), said.PromiseDue, "it was kept in time"),
    Ignore((SUPERSEDED,), said.PromiseDue, "another answer, or a decision, holds"),
    Ignore((OVERDUE,), said.PromiseDue, "it is known to be overdue"),
)
