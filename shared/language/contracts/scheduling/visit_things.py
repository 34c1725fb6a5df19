"""The published view of visits (实地看、走访) and what was found there."""

from datetime import date
from typing import Annotated, Literal

from shared.kernel.machine import Waiting
from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import Code, Contract, Id, Instant, Line, Prose
from shared.language.contracts.publication import Redaction
from shared.language.contracts.scheduling.things import People

FindingSettled = Literal["answered", "promised", "raised", "assigned", "set_aside"]
"""What became of a finding: an answer, a promise, a matter at intake, an item, or nothing for a reason."""
ANSWERED_AT_VISIT: FindingSettled = "answered"
PROMISED_AT_VISIT: FindingSettled = "promised"
RAISED_FROM_VISIT: FindingSettled = "raised"
ASSIGNED_FROM_VISIT: FindingSettled = "assigned"
SET_ASIDE: FindingSettled = "set_aside"


class SpotPromise(Contract):
    """What was promised on the spot: handling follows it under that id."""

    promise_id: Id
    department: Code
    plan: Prose
    due_on: date
    """The day by which it is kept, Asia/Shanghai."""


class Finding(Contract):
    """One thing that was found or heard at a visit, and what became of it."""

    finding_id: Id
    text: Prose
    settled: FindingSettled | None = None
    """None: the office has to settle it."""
    said: Prose = ""
    """The answer that was given, or the reason for setting it aside."""
    by: Id | None = None
    """Who answered, raised, assigned it or set it aside."""
    at: Instant | None = None
    """When it was settled."""
    promise: SpotPromise | None = None
    submission_id: Id | None = None
    """The matter that was raised of it."""
    item_id: Id | None = None
    """The item that was assigned of it."""
    duplicate_id: Id | None = None
    """A matter that was raised of it in the same moment, and is one too many."""
    duplicate_since: Instant | None = None
    duplicate_over_at: Instant | None = None
    """When the office had withdrawn or refused it, or taken it another way; none: it is waited for."""


class VisitSnapshot(Contract):
    """A visit on the spot, for a topic or an item, or to a place."""

    visit_id: Id
    state: Code
    topic_id: Id | None = None
    item_id: Id | None = None
    village: Code | None = None
    place: Line = ""
    """The place in words."""
    day: date
    lead_id: Id
    checklist: tuple[Line, ...] = ()
    participants: People = ()
    findings: Prose = ""
    found: tuple[Finding, ...] = ()
    """What is followed up, one by one."""
    photos: int = 0
    done_at: Instant | None = None
    cancelled_reason: Prose | None = None
    redactions: Annotated[tuple[Redaction, ...], INSIDE] = ()
    """What the office struck out, the earliest first."""
    waiting: tuple[Waiting, ...] = ()
    """Who has to act next, and by when."""
