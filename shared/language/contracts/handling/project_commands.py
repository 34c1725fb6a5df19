"""The commands about projects."""

from decimal import Decimal
from typing import Annotated

from pydantic import Field

from shared.kernel.messages.base import Code, Command, Id
from shared.language.contracts.texts import Prose, SaidLine

Percent = Annotated[Decimal, Field(ge=0, le=100, decimal_places=2)]


class PlanProject(Command, type="handling.project.plan.v1"):
    """Enter a project of the year."""

    title: SaidLine
    department: Code
    leader: Id


class ReportProject(Command, type="handling.project.report.v1"):
    """Report planned and actual progress."""

    project_id: Id
    planned_percent: Percent
    actual_percent: Percent
    text: Prose = ""
