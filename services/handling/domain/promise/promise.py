"""A promise (承诺) in a B or C answer: made with it, kept by its owner and confirmed by others; overdue when
its day has ended, superseded by a new answer or a decision of the congress."""

from dataclasses import dataclass
from datetime import date, datetime

from services.handling.domain.supervision.watched import Watched
from shared.language.contracts.handling import (
    PROMISE_CLAIMED,
    PROMISE_FULFILLED,
    PROMISE_OPEN,
    PROMISE_OVERDUE,
    PROMISE_SUPERSEDED,
    PromiseChange,
    PromiseJudgement,
    PromiseReview,
    SentBack,
)
from shared.language.contracts.publication import Redaction
from shared.language.waiting import Waiting

OPEN = PROMISE_OPEN
OVERDUE = PROMISE_OVERDUE
CLAIMED = PROMISE_CLAIMED
FULFILLED = PROMISE_FULFILLED
SUPERSEDED = PROMISE_SUPERSEDED
UNKEPT = (OPEN, OVERDUE)
UNCONFIRMED = (*UNKEPT, CLAIMED)
STATES = (*UNCONFIRMED, FULFILLED, SUPERSEDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Promise(Watched):
    """Mirrors ``PromiseSnapshot``. Instants are UTC, days Asia/Shanghai."""

    promise_id: str
    redactions: tuple[Redaction, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    item_id: str | None = None
    visit_id: str | None = None
    finding_id: str | None = None
    result_class: str
    text: str
    owner: str
    owner_person: str | None = None
    due_on: date
    first_due_on: date
    made_at: datetime
    deputies: tuple[str, ...] = ()
    recused: tuple[str, ...] = ()
    changes: tuple[PromiseChange, ...] = ()
    claimed_at: datetime | None = None
    evidence: str = ""
    sent_back: tuple[SentBack, ...] = ()
    fulfilled_at: datetime | None = None
    confirmed_by: str | None = None
    reviews: tuple[PromiseReview, ...] = ()
    judgements: tuple[PromiseJudgement, ...] = ()
    superseded_at: datetime | None = None
    superseded_by: str | None = None
