"""A promise (承诺) in a B or C answer: made with the answer, kept by its owner, overdue when its day has
ended, superseded when the item is answered anew."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.language.contracts.handling import (
    PROMISE_FULFILLED,
    PROMISE_OPEN,
    PROMISE_OVERDUE,
    PROMISE_SUPERSEDED,
)
from shared.language.waiting import Waiting

OPEN = PROMISE_OPEN
FULFILLED = PROMISE_FULFILLED
OVERDUE = PROMISE_OVERDUE
SUPERSEDED = PROMISE_SUPERSEDED
UNKEPT = (OPEN, OVERDUE)
STATES = (*UNKEPT, FULFILLED, SUPERSEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise:
    """Mirrors ``PromiseSnapshot``. Instants are UTC, days Asia/Shanghai."""

    promise_id: str
    version: int = 0
    state: str = ""
    waiting: tuple[Waiting, ...] = ()
    item_id: str
    text: str
    owner: str
    due_on: date
    made_at: datetime
    fulfilled_at: datetime | None = None
    evidence: str = ""
    superseded_at: datetime | None = None
