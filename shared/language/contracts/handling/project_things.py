"""The published view of projects (民生实事、重点工作)."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from shared.kernel.machine import Waiting
from shared.kernel.messages.audience import INSIDE
from shared.kernel.messages.base import Code, Contract, Id, Instant, Line, Prose
from shared.language.contracts.handling.supervision_things import Notice, Supervised
from shared.language.contracts.publication import Redaction

LIVELIHOOD, KEY_WORK = "livelihood", "key_work"
PROJECT_KINDS = (LIVELIHOOD, KEY_WORK)
"""What the congress voted for (民生实事), and the year's key work of the government (重点工作)."""


class ProjectReport(Contract):
    """One report on a project: percentages, and the light that follows from them."""

    planned_percent: Decimal
    actual_percent: Decimal
    light: Code
    text: Prose = ""
    at: Instant


class MilestoneDelay(Contract):
    """A step will be late, or was not reached as was said: why, and when it is expected now."""

    expected_on: date
    """Asia/Shanghai."""
    reason: Prose
    by: Id
    at: Instant


class Milestone(Contract):
    """A step of the project with the day by which it is to be reached."""

    title: Line
    due_on: date
    """As it was planned, Asia/Shanghai."""
    reached_on: date | None = None
    """Asia/Shanghai; none: it is not reached, or not known to be."""
    late: bool = False
    """It was reached after the planned day."""
    text: Prose = ""
    """What was said when it was reached."""
    delays: tuple[MilestoneDelay, ...] = ()
    """Each time that it was put off; the planned day stays."""
    said_at: Instant | None = None
    """When somebody last said something of it."""

    @property
    def expected_on(self) -> date:
        """By when it is waited for."""
        return self.delays[-1].expected_on if self.delays else self.due_on


class Acceptance(Contract):
    """The acceptance (验收) of what was reported done, or its refusal."""

    accepted: bool
    day: date
    """The day on which it was looked at, Asia/Shanghai."""
    by_whom: tuple[Id, ...]
    """Who looked at it."""
    result: Prose
    cost: Decimal | None = None
    """What it has cost, in yuan."""
    recorded_by: Id
    at: Instant


class Resumed(Contract):
    """It was ended by mistake, or too early, and goes on."""

    state: Code
    """How it had ended."""
    reason: Prose
    by: Id
    at: Instant


PROJECT_ACCEPTED, PROJECT_DROPPED = "accepted", "dropped"
PROJECT_AT_REST = (PROJECT_ACCEPTED, PROJECT_DROPPED)
"""The states of a project that has ended: nobody reports on it any more."""


class ProjectSnapshot(Contract):
    """A livelihood project (民生实事) or key work."""

    project_id: Id
    title: Line
    kind: Code = LIVELIHOOD
    """One of ``PROJECT_KINDS``."""
    year: int | None = None
    """The year to whose plan it belongs."""
    state: Code
    department: Code
    leader: Id
    plan: Prose = ""
    budget: Decimal | None = None
    """In yuan."""
    milestones: tuple[Milestone, ...] = ()
    planned_at: Instant
    reports: tuple[ProjectReport, ...] = ()
    acceptances: tuple[Acceptance, ...] = ()
    """Each time that it was looked at; the last counts."""
    dropped_reason: Prose = ""
    ended_at: Instant | None = None
    resumed: tuple[Resumed, ...] = ()
    supervisions: tuple[Supervised, ...] = ()
    """Opinions and urges of deputies and the presidium."""
    notices: tuple[Notice, ...] = ()
    """Notices (督办单); one that was answered or taken back comes last."""
    redactions: Annotated[tuple[Redaction, ...], INSIDE] = ()
    """What the office struck out, the earliest first."""
    waiting: tuple[Waiting, ...] = ()
    """Who has to act, and by when."""
