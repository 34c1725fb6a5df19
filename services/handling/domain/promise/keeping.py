"""Keeping: the owner says that the promise is kept, in time or late, and gives evidence. Until then it is
waited for."""

from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT, of_department
from services.handling.domain.promise.falling_due import not_due
from services.handling.domain.promise.promise import CLAIMED, UNKEPT, Promise
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import end_of_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.named import names
from shared.language.waiting import Awaited, Reminders, until

PROMISE_REMINDERS = Reminders(said.PromiseWaitDue, said.PromiseReminded)


@names(department="owner", department_head="owner")
def owner_asks(promise: Promise, _message: object, situation: Situation) -> Refusal | None:
    """Only the department that promised says that it is kept (platform rule)."""
    return of_department(promise.owner, situation)


def owner_is_awaited(promise: Promise, _situation: Situation) -> Awaited:
    """The person who was named; else anybody of the department."""
    return Awaited(Role.DEPARTMENT, promise.owner, promise.owner_person)


def fulfil(promise: Promise, message: said.FulfilPromise, situation: Situation) -> Promise:
    """Said to be kept, in time or late."""
    return replace(promise, claimed_at=situation.now, evidence=message.evidence)


KEEPING: tuple[Clause[Promise], ...] = (
    Transition(
        UNKEPT,
        said.FulfilPromise,
        CLAIMED,
        said.PromiseClaimed,
        by=DEPARTMENT,
        why="人大实践: whoever promised reports that it is kept; the platform asks for evidence",
        guards=(owner_asks,),
        change=fulfil,
        timers=not_due,
    ),
    until(
        lambda promise: end_of_day(promise.due_on),
        UNKEPT,
        "keep_promise",
        owner_is_awaited,
        why="人大实践: a promise is followed until it is kept (reminders)",
    ),
)
