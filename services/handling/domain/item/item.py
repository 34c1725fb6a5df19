"""An item (办理事项): a department's task, its due date, and all that was said about it."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.kernel.messages.base import Bilingual
from shared.language.contracts.handling import (
    ITEM_ANSWERED,
    ITEM_ARCHIVED,
    ITEM_RETURNED,
    ITEM_SATISFIED,
    Answer,
    Contacted,
    CoOpinion,
    Decline,
    Extension,
    Progress,
    Reopened,
    Supervised,
)
from shared.language.waiting import Waiting

ASSIGNED = "assigned"
DECLINED = "declined"
REDESIGNATED = "redesignated"
ACKNOWLEDGED = "acknowledged"
IN_PROGRESS = "in_progress"
EXTENSION_REQUESTED = "extension_requested"
ANSWER_DRAFT = "answer_draft"
ANSWERED = ITEM_ANSWERED
RATING = "rating"
SATISFIED = ITEM_SATISFIED
REDO = "redo"
"""Ordered to be done again and not yet taken up; the first progress or contact makes it ``in_progress``."""
ARCHIVED = ITEM_ARCHIVED
REFERRED = "referred"
RETURNED = ITEM_RETURNED
"""A small matter that is the office's again."""

NOT_TAKEN_UP = (ASSIGNED, REDESIGNATED)
WORKING = (ACKNOWLEDGED, IN_PROGRESS, REDO)
OPEN = (*NOT_TAKEN_UP, DECLINED, *WORKING, EXTENSION_REQUESTED, ANSWER_DRAFT)
"""The states in which the clock runs."""
AT_WORK = (*NOT_TAKEN_UP, *WORKING, EXTENSION_REQUESTED, ANSWER_DRAFT)
"""Of these, those in which the item has its departments."""
CLOSED = (SATISFIED, ARCHIVED, REFERRED, RETURNED)
STOPPED = (ANSWERED, RATING, *CLOSED)
"""The states in which the clock does not run."""
STATES = (*OPEN, *STOPPED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """An answer that is not public yet; ``signed_by`` None: the department's head has not signed."""

    result_class: str
    text: str
    plan: str
    promised_on: date | None
    reasons: str
    signed_by: str | None = None
    returned_because: str = ""
    """The reason why the department's head sent the draft back; it is kept for the writer of the next
    draft."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """Mirrors ``ItemSnapshot``. Fields that the snapshot does not have stay inside handling. Instants are
    UTC, days Asia/Shanghai."""

    item_id: str
    version: int = 0
    state: str = ""
    waiting: tuple[Waiting, ...] = ()
    title: str
    fast_lane: bool
    urgency: str | None = None
    topic_id: str | None = None
    meeting_id: str | None = None
    outcome_id: str | None = None
    submission_ids: tuple[str, ...]
    deputies: tuple[str, ...] = ()
    lead: str
    co_handlers: tuple[str, ...] = ()
    rule: str
    assigned_at: datetime
    designated_at: datetime
    designated_by_head: bool = False
    clock_started_at: datetime
    due_on: date
    due_at: datetime
    """The instant at which time is up: 24:00 of ``due_on``, or the exact one for a period in hours."""
    due_why: Bilingual
    provisional: bool = False
    """A day that decided the due date lies in a year whose holidays are not yet published."""
    period: str
    """The time that the clock gives, as a rule set writes it ("3 months"): it stays the same when the rules
    change, unless open deadlines move with them."""
    unextended_due_on: date
    """The due date that follows from the clock alone; extensions are measured from it."""
    news_at: datetime
    """The time of the latest news of the item: the watchdog counts from here."""
    acknowledged_at: datetime | None = None
    round: int = 1
    declines: tuple[Decline, ...] = ()
    hops: int = 0
    redesignations: int = 0
    contacts: tuple[Contacted, ...] = ()
    co_opinions: tuple[CoOpinion, ...] = ()
    progress: tuple[Progress, ...] = ()
    extensions: tuple[Extension, ...] = ()
    draft: Draft | None = None
    answers: tuple[Answer, ...] = ()
    supervisions: tuple[Supervised, ...] = ()
    ballot_id: str | None = None
    lapsed_ballot_ids: tuple[str, ...] = ()
    """Ballots of this round in which too few voted."""
    reopened: tuple[Reopened, ...] = ()
    returned_reason: str = ""
    closed_at: datetime | None = None
