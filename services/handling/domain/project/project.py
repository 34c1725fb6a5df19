"""A livelihood project or key work (民生实事、重点工作): planned, then green, yellow or red by
reports, done when it is reported so, and finished when it is accepted."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from services.handling.domain.supervision.watched import Watched
from shared.language.contracts.handling import (
    LIVELIHOOD,
    PROJECT_ACCEPTED,
    PROJECT_DROPPED,
    Acceptance,
    Milestone,
    ProjectReport,
    Resumed,
)
from shared.language.contracts.publication import Redaction
from shared.language.waiting import Waiting

PLANNED = "planned"
GREEN = "green"
YELLOW = "yellow"
RED = "red"
LIGHTS = (GREEN, YELLOW, RED)
DONE = "done"
"""As its reporter says; it is to be accepted."""
ACCEPTED = PROJECT_ACCEPTED
DROPPED = PROJECT_DROPPED
ENDED = (ACCEPTED, DROPPED)
UNDER_WAY = (PLANNED, *LIGHTS)
STATES = (*UNDER_WAY, DONE, *ENDED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project(Watched):
    """Mirrors ``ProjectSnapshot``."""

    project_id: str
    redactions: tuple[Redaction, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    title: str
    kind: str = LIVELIHOOD
    year: int | None = None
    department: str
    leader: str
    plan: str = ""
    budget: Decimal | None = None
    milestones: tuple[Milestone, ...] = ()
    planned_at: datetime
    reports: tuple[ProjectReport, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    dropped_reason: str = ""
    ended_at: datetime | None = None
    resumed: tuple[Resumed, ...] = ()
