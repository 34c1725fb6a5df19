"""Changing: another day, plan or owner, with the reason; what was promised before stays readable, and the
deputies concerned and the raisers hear of it."""

from dataclasses import replace

from services.handling.domain.departments import of_department
from services.handling.domain.promise.falling_due import due
from services.handling.domain.promise.promise import OPEN, OVERDUE, Promise
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import department_is_listed, name_in
from shared.language.named import names

_CHANGERS = (Role.DEPARTMENT_HEAD, Role.OFFICE)
_WHY = "人大实践: a promise is changed with a reason and told, never in silence"


def something_changes(promise: Promise, message: said.ChangePromise, situation: Situation) -> Refusal | None:
    """Day, plan or owner is another than it was (platform rule)."""
    same = _terms(changed(promise, message, situation)) == _terms(promise)
    return refuse("promise_unchanged") if same else None


def day_is_to_come(_promise: Promise, message: said.ChangePromise, situation: Situation) -> Refusal | None:
    """Nothing is promised for a day that is over (人大实践)."""
    if message.due_on is None or message.due_on >= local_day(situation.now):
        return None
    return refuse("day_in_the_past", "data.due_on", day=message.due_on)


@names(department_head="owner")
def owner_or_office_asks(
    promise: Promise, message: said.ChangePromise, situation: Situation
) -> Refusal | None:
    """The department's head answers for its promise while its day is to come; another department, or another
    day once the promised one is over, comes from the office (platform rule)."""
    if situation.actor.role is Role.OFFICE:
        return None
    if refusal := of_department(promise.owner, situation):
        return refusal
    if message.department not in (None, promise.owner):
        return refuse("office_names_owner", "data.department")
    if promise.state == OVERDUE and message.due_on:
        return refuse("promise_is_overdue", "data.due_on", due_on=promise.due_on)
    return None


def owner_is_listed(promise: Promise, message: said.ChangePromise, situation: Situation) -> Refusal | None:
    """The owner is a department of the township, the person somebody of it (platform rule)."""
    directory, owner = situation.directory, message.department or promise.owner
    if message.department and (
        refusal := department_is_listed(message.department, directory, "data.department")
    ):
        return refusal
    person = message.person_id
    if person is None or any(post.department == owner for post in directory.posts.get(person, ())):
        return None
    name = name_in(directory.departments, owner)
    return refuse("person_not_of_department", "data.person_id", given=person, department=name)


def gets_a_day_to_come(_promise: Promise, message: said.ChangePromise, situation: Situation) -> bool:
    """Its day is set anew, and has not ended."""
    return message.due_on is not None and message.due_on >= local_day(situation.now)


def changed(promise: Promise, message: said.ChangePromise, situation: Situation) -> Promise:
    """What is left out stays; another department has no person named yet."""
    person = message.person_id if message.department or message.person_id else promise.owner_person
    return replace(
        promise,
        text=message.plan or promise.text,
        due_on=message.due_on or promise.due_on,
        owner=message.department or promise.owner,
        owner_person=person,
    )


def change(promise: Promise, message: said.ChangePromise, situation: Situation) -> Promise:
    """Another promise from now on, with what it was before beside it."""
    earlier = said.PromiseChange(
        text=promise.text,
        due_on=promise.due_on,
        owner=promise.owner,
        owner_person=promise.owner_person,
        reason=message.reason,
        by=situation.actor.id,
        at=situation.now,
    )
    return replace(changed(promise, message, situation), changes=(*promise.changes, earlier))


def _terms(promise: Promise) -> tuple[object, ...]:
    return promise.text, promise.due_on, promise.owner, promise.owner_person


_GUARDS = (owner_or_office_asks, owner_is_listed, day_is_to_come, something_changes)

CHANGING: tuple[Clause[Promise], ...] = (
    Transition(
        (OPEN,),
        said.ChangePromise,
        None,
        said.PromiseChanged,
        by=_CHANGERS,
        why=_WHY,
        guards=_GUARDS,
        change=change,
        timers=due,
    ),
    Transition(
        (OVERDUE,),
        said.ChangePromise,
        OPEN,
        said.PromiseChanged,
        by=_CHANGERS,
        why="platform rule: the office may set another day for what is overdue; the first one stays readable",
        when=gets_a_day_to_come,
        guards=_GUARDS,
        change=change,
        timers=due,
    ),
    Transition(
        (OVERDUE,),
        said.ChangePromise,
        None,
        said.PromiseChanged,
        by=_CHANGERS,
        why=_WHY,
        guards=_GUARDS,
        change=change,
    ),
)
