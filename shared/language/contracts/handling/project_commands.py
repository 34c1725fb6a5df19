"""The commands about projects."""

from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Code, Command, CommandPart, Id
from shared.language.contracts.handling.project_things import LIVELIHOOD
from shared.language.contracts.texts import Prose, Said, SaidLine

Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]
Yuan = Annotated[Decimal, Field(ge=0, le=10**12, decimal_places=2)]


DayOfAPlan = Annotated[date, Field(ge=date(2000, 1, 1), le=date(2200, 12, 31))]
"""A day for which there are plans, Asia/Shanghai."""
NumberOfMilestone = Annotated[int, Field(ge=1, le=50)]
"""The milestone's place in the plan, from 1."""


class PlannedMilestone(CommandPart):
    """A step with its day."""

    title: SaidLine
    due_on: DayOfAPlan


class PlanProject(Command, type="handling.project.plan.v1"):
    """Enter a project of the year."""

    title: SaidLine
    kind: Code = LIVELIHOOD
    """``livelihood`` (民生实事) or ``key_work`` (重点工作)."""
    year: Annotated[int, Field(ge=2000, le=2200)] | None = None
    """The year to whose plan it belongs; left out: this one."""
    department: Code
    leader: Id
    plan: Prose = ""
    budget: Yuan | None = None
    milestones: Annotated[tuple[PlannedMilestone, ...], Field(max_length=50)] = ()


class ProjectCommand(Command):
    """A command about one project."""

    project_id: Id


class ReportProject(ProjectCommand, type="handling.project.report.v1"):
    """Report planned and actual progress. At 100 percent it is done, and is to be accepted."""

    planned_percent: Percent
    actual_percent: Percent
    text: Prose = ""


class ReachMilestone(ProjectCommand, type="handling.project.reach_milestone.v1"):
    """A step of the plan is reached, in time or late. Said again, it puts the day or the text right."""

    milestone: NumberOfMilestone
    reached_on: DayOfAPlan
    text: Prose = ""


class DelayMilestone(ProjectCommand, type="handling.project.delay_milestone.v1"):
    """A step will be late, or was called reached by mistake: why, and by when it is expected now."""

    milestone: NumberOfMilestone
    expected_on: DayOfAPlan
    reason: Said


class AcceptProject(ProjectCommand, type="handling.project.accept.v1"):
    """The office or the presidium records that what was done has been accepted (验收), which ends it."""

    day: date
    by_whom: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    result: Said
    cost: Yuan | None = None


class RefuseAcceptance(ProjectCommand, type="handling.project.refuse_acceptance.v1"):
    """What was reported done was looked at and is not; the work goes on."""

    day: date
    by_whom: Annotated[tuple[Id, ...], Field(min_length=1, max_length=50)]
    reason: Said


class DropProject(ProjectCommand, type="handling.project.drop.v1"):
    """The project is given up, with the reason."""

    reason: Said


class ResumeProject(ProjectCommand, type="handling.project.resume.v1"):
    """It was accepted or dropped by mistake, or something is still to be done: it goes on."""

    reason: Said
