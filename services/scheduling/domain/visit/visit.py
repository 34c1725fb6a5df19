"""A visit on the spot (实地看), or to a place (走访): its fields and states.

Days are Asia/Shanghai, instants UTC."""

from dataclasses import dataclass
from datetime import date, datetime

from shared.language.contracts.envelope import Role
from shared.language.contracts.publication import Redaction
from shared.language.contracts.scheduling import Finding
from shared.language.waiting import Waiting

VISITORS = (Role.DEPUTY, Role.OFFICE)
"""The roles that plan visits and report on them."""

PLANNED = "planned"
DONE = "done"
CANCELLED = "cancelled"
STATES = (PLANNED, DONE, CANCELLED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """Mirrors ``VisitSnapshot``."""

    visit_id: str
    version: int = 0
    state: str = ""
    topic_id: str | None = None
    item_id: str | None = None
    village: str | None = None
    place: str = ""
    day: date
    lead_id: str
    """The person who planned it and reports on it."""
    checklist: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    findings: str = ""
    found: tuple[Finding, ...] = ()
    photos: int = 0
    done_at: datetime | None = None
    cancelled_reason: str | None = None
    lead_role: str = Role.DEPUTY
    """In which role that person planned it."""
    redactions: tuple[Redaction, ...] = ()
    waiting: tuple[Waiting, ...] = ()
