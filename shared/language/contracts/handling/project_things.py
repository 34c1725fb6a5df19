"""The published view of projects (民生实事、重点工作)."""

from decimal import Decimal

from shared.kernel.machine import Waiting
from shared.kernel.messages.base import Code, Contract, Id, Instant, Line, Prose


class ProjectReport(Contract):
    """One report on a project: percentages, and the light that follows from them."""

    planned_percent: Decimal
    actual_percent: Decimal
    light: Code
    text: Prose = ""
    at: Instant


PROJECT_ACCEPTED = "accepted"
"""The state of a project that is finished, which nobody reports on any more."""


class ProjectSnapshot(Contract):
    """A livelihood project (民生实事) or key work."""

    project_id: Id
    title: Line
    state: Code
    department: Code
    leader: Id
    planned_at: Instant
    reports: tuple[ProjectReport, ...] = ()
    waiting: tuple[Waiting, ...] = ()
    """Who has to act, and by when."""
