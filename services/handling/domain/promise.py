"""A promise (承诺) in a B or C answer: made with the answer, kept by its owner, overdue when its day has ended."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from services.handling.domain.guards import DEPARTMENT, only_department
from services.handling.domain.item import Item
from shared.calendar import end_of_day
from shared.contracts.base import Role
from shared.contracts.handling import (
    FulfilPromise,
    PromiseDue,
    PromiseFulfilled,
    PromiseMade,
    PromiseOverdue,
    PublishAnswer,
)
from shared.errors import Refusal
from shared.state_machine import ABSENT, Ignore, Row, Situation, Table, TimerChange

OPEN = "open"
FULFILLED = "fulfilled"
OVERDUE = "overdue"
STATES = (OPEN, FULFILLED, OVERDUE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Mirrors ``PromiseSnapshot``."""

    promise_id: str
    version: int = 0
    state: str = ""
    item_id: str
    text: str
    owner: str
    due_on: date
    made_at: datetime
    fulfilled_at: datetime | None = None
    evidence: str = ""


def make(_promise: None, _message: PublishAnswer, situation: Situation) -> Promise:
    """The promise of the item's latest answer; ``facts`` is the item as answered."""
    item: Item = situation.facts
    answer = item.answers[-1]
    assert answer.promise_id
    assert answer.promised_on
    return Promise(
        promise_id=answer.promise_id,
        item_id=item.item_id,
        text=answer.plan,
        owner=item.lead,
        due_on=answer.promised_on,
        made_at=answer.published_at,
    )


def fulfil(promise: Promise, message: FulfilPromise, situation: Situation) -> Promise:
    """Kept, in time or late."""
    return replace(promise, fulfilled_at=situation.now, evidence=message.evidence)


def _by_owner(promise: Promise, _message: object, situation: Situation) -> Refusal | None:
    return only_department(promise.owner, situation)


def _due(promise: Promise, _situation: Situation) -> Iterator[TimerChange]:
    yield TimerChange(_key(promise), end_of_day(promise.due_on), PromiseDue(promise_id=promise.promise_id))


def _not_due(promise: Promise, _situation: Situation) -> Iterator[TimerChange]:
    yield TimerChange(_key(promise))


def _key(promise: Promise) -> str:
    return f"promise:{promise.promise_id}:due"


PROMISE_TABLE: Table[Promise] = Table(
    "promise",
    STATES,
    (
        Row((ABSENT,), PublishAnswer, OPEN, PromiseMade, by=(Role.OFFICE,), change=make, timers=_due),
        Row(
            (OPEN, OVERDUE),
            FulfilPromise,
            FULFILLED,
            PromiseFulfilled,
            by=DEPARTMENT,
            guards=(_by_owner,),
            change=fulfil,
            timers=_not_due,
        ),
        Row((OPEN,), PromiseDue, OVERDUE, PromiseOverdue),
    ),
    (
        Ignore((FULFILLED,), PromiseDue, "it was kept in time"),
        Ignore((OVERDUE,), PromiseDue, "it is known to be overdue"),
    ),
)
