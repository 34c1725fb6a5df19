"""An item (办理事项): a department's task, its due date, and all that was said about it."""

from dataclasses import dataclass
from datetime import date, datetime

from services.handling.domain.supervision.watched import Watched
from shared.kernel.messages.base import Bilingual
from shared.language.contracts.handling import (
    ITEM_ANSWERED,
    ITEM_ARCHIVED,
    ITEM_DECIDED,
    ITEM_RETURNED,
    ITEM_SATISFIED,
    ITEM_UNRATED,
    Answer,
    AssignmentBefore,
    BothSides,
    CongressDecision,
    Contacted,
    CoOpinion,
    Decline,
    Extension,
    KeyMark,
    Objection,
    Progress,
    PublicationDecision,
    Reopened,
)
from shared.language.contracts.publication import Redaction
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
"""The congress has it, and decides after both sides have met."""
DECIDED = ITEM_DECIDED
RETURNED = ITEM_RETURNED
"""A small matter that is the office's again."""
UNRATED = ITEM_UNRATED
"""Ended by the office's note, as no ballot said anything."""

NOT_TAKEN_UP = (ASSIGNED, REDESIGNATED)
WORKING = (ACKNOWLEDGED, IN_PROGRESS, REDO)
OPEN = (*NOT_TAKEN_UP, DECLINED, *WORKING, EXTENSION_REQUESTED, ANSWER_DRAFT)
"""The states in which the clock runs."""
AT_WORK = (*NOT_TAKEN_UP, *WORKING, EXTENSION_REQUESTED, ANSWER_DRAFT)
"""Of these, those in which the item has its departments."""
CLOSED = (SATISFIED, ARCHIVED, DECIDED, RETURNED, UNRATED)
STOPPED = (ANSWERED, RATING, REFERRED, *CLOSED)
"""The states in which the clock does not run."""
WATCHED = (*AT_WORK, ANSWERED, RATING)
"""The states in which a department answers for it: its work may still be asked about."""
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
class Item(Watched):
    """Mirrors ``ItemSnapshot``. Fields that the snapshot does not have stay inside handling. Instants are
    UTC, days Asia/Shanghai."""

    item_id: str
    redactions: tuple[Redaction, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    title: str
    fast_lane: bool
    confidential: bool = False
    confidings: int = 0
    recused: tuple[str, ...] = ()
    """Whom its confidential matter concerns: they do not act on it."""
    urgency: str | None = None
    topic_id: str | None = None
    meeting_id: str | None = None
    outcome_id: str | None = None
    visit_id: str | None = None
    finding_id: str | None = None
    basis: str = ""
    assigned_because: str = ""
    submission_ids: tuple[str, ...]
    deputies: tuple[str, ...] = ()
    lead: str
    co_handlers: tuple[str, ...] = ()
    leader: str | None = None
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
    assignment_corrections: tuple[AssignmentBefore, ...] = ()
    hops: int = 0
    redesignations: int = 0
    contacts: tuple[Contacted, ...] = ()
    co_opinions: tuple[CoOpinion, ...] = ()
    progress: tuple[Progress, ...] = ()
    extensions: tuple[Extension, ...] = ()
    draft: Draft | None = None
    answers: tuple[Answer, ...] = ()
    objections: tuple[Objection, ...] = ()
    publication_decisions: tuple[PublicationDecision, ...] = ()
    key_marks: tuple[KeyMark, ...] = ()
    ballot_id: str | None = None
    voters: tuple[str, ...] = ()
    """Who may vote in the ballot that is open on it."""
    lapsed_ballot_ids: tuple[str, ...] = ()
    """Ballots of this round in which too few voted."""
    reopened: tuple[Reopened, ...] = ()
    referred_at: datetime | None = None
    both_sides: tuple[BothSides, ...] = ()
    decisions: tuple[CongressDecision, ...] = ()
    returned_reason: str = ""
    unrated_note: str = ""
    closed_at: datetime | None = None
