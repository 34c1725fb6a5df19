"""A visit on the spot (实地看) and how commands change it. Days are Asia/Shanghai, instants UTC."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from shared.contracts.scheduling import CancelVisit, CompleteVisit, PlanVisit
from shared.state_machine import Situation

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
    day: date
    lead_id: str
    """Who planned it and reports on it."""
    checklist: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    findings: str = ""
    photos: int = 0
    done_at: datetime | None = None
    cancelled_reason: str | None = None


def plan(_: None, message: PlanVisit, situation: Situation) -> Visit:
    """Who plans a visit leads it."""
    return Visit(
        visit_id=situation.new_id,
        topic_id=message.topic_id,
        item_id=message.item_id,
        day=message.day,
        lead_id=situation.actor.id,
        checklist=message.checklist,
    )


def complete(visit: Visit, message: CompleteVisit, situation: Situation) -> Visit:
    """What was found, and by whom."""
    return replace(
        visit,
        findings=message.findings,
        participants=tuple(dict.fromkeys(message.participants)),
        photos=message.photos,
        done_at=situation.now,
    )


def cancel(visit: Visit, message: CancelVisit, situation: Situation) -> Visit:
    """Why it will not take place."""
    return replace(visit, cancelled_reason=message.reason)
