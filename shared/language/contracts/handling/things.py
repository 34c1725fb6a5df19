"""The published view of items (办理事项) and their supervision (督办)."""

from datetime import date

from shared.kernel.machine import Waiting
from shared.kernel.messages.base import (
    Bilingual,
    Code,
    Contract,
    Id,
    Instant,
    Line,
    Prose,
)


class Decline(Contract):
    """A department's refusal: one hop."""

    department: Code
    held_since: Instant
    """When the department had been given the item."""
    reason: Prose
    at: Instant
    consented_at: Instant | None = None
    rejected_at: Instant | None = None
    rejected_reason: Prose = ""
    days: int | None = None
    """Calendar days that the item was with the department, until another was named; none: it still is."""


class Contacted(Contract):
    """One of the three contacts (面商) with a deputy before the answer."""

    deputy_id: Id
    how: Line
    at: Instant
    round: int


class Progress(Contract):
    """A report of progress on an item."""

    text: Prose
    by: Id
    at: Instant


class CoOpinion(Contract):
    """A co-handling department's opinion, given to the lead."""

    department: Code
    text: Prose
    at: Instant


class Extension(Contract):
    """A request for more time, and its decision."""

    reason: Prose
    until: date
    asked_at: Instant
    decided_at: Instant | None = None
    approved: bool | None = None
    was_due_at: Instant | None = None
    """When time was up before it was granted; if that was over by then, the item counts as late."""
    refused_reason: Prose = ""
    told: tuple[Id, ...] = ()


CLASS_SOLVED, CLASS_BEING_SOLVED, CLASS_LATER = "A", "B", "C"
"""Result classes that other services ask about; B and C come with a promise."""


class Answer(Contract):
    """A published answer."""

    round: int
    result_class: Code
    """``A`` solved, ``B`` being solved, ``C`` later, ``D`` for reference."""
    text: Prose
    plan: Prose = ""
    promised_on: date | None = None
    promise_id: Id | None = None
    reasons: Prose = ""
    signed_by: Id | None = None
    published_at: Instant
    due_on: date
    late: bool


class Reopened(Contract):
    """The raiser of a small matter was not satisfied with the answer of that round."""

    round: int
    reason: Prose
    at: Instant


REMINDER, URGE, ESCALATION = "reminder", "urge", "escalation"
"""The acts of supervision that the reminder ladder takes."""


class Supervised(Contract):
    """An act of supervision (督办): ``reminder``, ``urge``, ``escalation``, ``instruction``, ``stalled``,
    ``designation_overdue``, ``co_opinions_overdue``, ``contact_overdue``."""

    kind: Code
    at: Instant
    by: Id
    text: Prose = ""
    to: tuple[Id, ...] = ()
    working_days_late: int | None = None
    missed: int = 0
    """How many lower rungs were passed over, because the platform stood still."""


ITEM_ANSWERED, ITEM_SATISFIED, ITEM_ARCHIVED = "answered", "satisfied", "archived"
ITEM_RETURNED = "returned"
"""States of an item that other services ask about."""


class ItemSnapshot(Contract):
    """An item as everybody entitled may see it; drafts are not in it."""

    item_id: Id
    title: Line
    state: Code
    fast_lane: bool
    urgency: Code | None = None
    """The class of the most urgent of its submissions, ``danger``; none: nobody knows it."""
    topic_id: Id | None = None
    meeting_id: Id | None = None
    outcome_id: Id | None = None
    submission_ids: tuple[Id, ...]
    deputies: tuple[Id, ...] = ()
    """Those who led its topic or had signed it when it was assigned: they hear what becomes of it."""
    lead: Code
    co_handlers: tuple[Code, ...] = ()
    rule: Code
    """The reply rule of the rule set, e.g. ``three_months``."""
    assigned_at: Instant
    """The first assignment (交办)."""
    designated_at: Instant
    """Since when the lead has it: from then on it may decline for some days."""
    designated_by_head: bool = False
    """Whether the head has named the lead, which is final."""
    clock_started_at: Instant
    """The start of the clock in force: the first assignment, or the order to do it again."""
    due_on: date
    """The last day, Asia/Shanghai."""
    due_at: Instant
    """The instant at which time is up: 24:00 of ``due_on``, or the exact one for a time in hours."""
    due_why: Bilingual
    provisional: bool = False
    """Whether the due day may move, as the holidays of a year that decided it are not yet published."""
    acknowledged_at: Instant | None = None
    round: int = 1
    """1 plus the number of times it was done again."""
    declines: tuple[Decline, ...] = ()
    hops: int = 0
    redesignations: int = 0
    contacts: tuple[Contacted, ...] = ()
    co_opinions: tuple[CoOpinion, ...] = ()
    progress: tuple[Progress, ...] = ()
    extensions: tuple[Extension, ...] = ()
    answers: tuple[Answer, ...] = ()
    supervisions: tuple[Supervised, ...] = ()
    ballot_id: Id | None = None
    reopened: tuple[Reopened, ...] = ()
    """The raiser's refusals of the answers to a small matter, each with its reason."""
    returned_reason: Prose = ""
    """Why a small matter went back to the office's queue."""
    closed_at: Instant | None = None
    waiting: tuple[Waiting, ...] = ()
    """Who has to act, and by when."""
