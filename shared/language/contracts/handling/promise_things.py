"""The published view of promises (承诺)."""

from datetime import date
from typing import Annotated

from shared.kernel.machine import Waiting
from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import Code, Contract, Id, Instant, Prose
from shared.language.contracts.handling.supervision_things import Notice, Supervised
from shared.language.contracts.publication import Redaction

PROMISE_OPEN, PROMISE_OVERDUE, PROMISE_CLAIMED = "open", "overdue", "claimed"
PROMISE_FULFILLED, PROMISE_SUPERSEDED = "fulfilled", "superseded"
BY_ANSWER, BY_DECISION = "answer", "decision"
"""What takes the place of a promise: a new answer, or what the congress has decided."""
"""States of a promise that other services ask about. ``claimed``: its owner says that it is kept."""


class PromiseChange(Contract):
    """What was promised before it was changed; what is now stands on the promise."""

    text: Prose
    due_on: date
    owner: Code
    owner_person: Id | None = None
    reason: Prose
    by: Id
    at: Instant


class SentBack(Contract):
    """It was said to be kept, and whoever looked found that it is not."""

    evidence: Prose
    claimed_at: Instant
    reason: Prose
    by: Id
    at: Instant


class PromiseReview(Contract):
    """What was put off was looked at again: what became possible since, and what did not."""

    text: Prose
    by: Id
    at: Instant


class PromiseJudgement(Contract):
    """A deputy's open word on whether the promise was kept, apart from the ballot on the answer."""

    deputy_id: Id
    kept: bool
    reason: Prose = ""
    at: Instant


class PromiseSnapshot(Contract):
    """A promise (承诺). It stays in force after the item has ended, and beyond the year and the head's
    term."""

    promise_id: Id
    item_id: Id | None = None
    """The item whose answer promised it; none: it was promised on the spot, at a visit."""
    visit_id: Id | None = None
    finding_id: Id | None = None
    """The visit and the finding about which it was promised."""
    state: Code
    result_class: Code
    """Of the answer that promised: ``B`` being solved, ``C`` later; on the spot ``B``."""
    text: Prose
    owner: Code
    """The department that keeps it."""
    owner_person: Id | None = None
    """Who of it answers for that, if anybody was named."""
    due_on: date
    first_due_on: date
    """The day that was promised first, before any change."""
    made_at: Instant
    deputies: tuple[Id, ...] = ()
    """The deputies concerned: those of its topic, and those with whom the answer was talked over."""
    recused: Annotated[tuple[Id, ...], INSIDE] = ()
    """The people who keep out of what it was promised about: they may not act on it."""
    changes: tuple[PromiseChange, ...] = ()
    claimed_at: Instant | None = None
    """When its owner said that it is kept."""
    evidence: Prose = ""
    sent_back: tuple[SentBack, ...] = ()
    fulfilled_at: Instant | None = None
    """When the office or a deputy concerned confirmed it."""
    confirmed_by: Id | None = None
    reviews: tuple[PromiseReview, ...] = ()
    judgements: tuple[PromiseJudgement, ...] = ()
    """The latest of each deputy."""
    superseded_at: Instant | None = None
    """When something took its place: it is waited for no more."""
    superseded_by: Code | None = None
    """What did: ``answer``, a new one or a corrected one; ``decision``, the congress's."""
    supervisions: tuple[Supervised, ...] = ()
    """Opinions and urges of deputies and the presidium."""
    notices: tuple[Notice, ...] = ()
    """Notices (督办单); one that was answered or taken back comes last."""
    redactions: Annotated[tuple[Redaction, ...], INSIDE] = ()
    """What the office struck out, the earliest first."""
    waiting: tuple[Waiting, ...] = ()
    """Who has to act, and by when."""
