"""A livelihood project or key work (民生实事、重点工作): reports of planned and actual progress, and the light."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from services.handling.domain.guards import DEPARTMENT, known_department, only_department
from shared.contracts.base import Role
from shared.contracts.handling import PlanProject, ProjectPlanned, ProjectReport, ProjectReported, ReportProject
from shared.errors import Refusal, refuse
from shared.reference import reference
from shared.state_machine import ABSENT, Row, Situation, Table

PLANNED = "planned"
GREEN = "green"
YELLOW = "yellow"
RED = "red"
LIGHTS = (GREEN, YELLOW, RED)
STATES = (PLANNED, *LIGHTS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """Mirrors ``ProjectSnapshot``."""

    project_id: str
    version: int = 0
    state: str = ""
    title: str
    department: str
    leader: str
    reports: tuple[ProjectReport, ...] = ()


def light_of(message: ReportProject, situation: Situation) -> str:
    """Green, yellow or red by the percentage points behind plan (``lights``)."""
    behind = message.planned_percent - message.actual_percent
    limits = situation.rules.lights
    if behind > limits.red_above:
        return RED
    return YELLOW if behind >= limits.yellow_from else GREEN


def plan(_project: None, message: PlanProject, situation: Situation) -> Project:
    """A project nobody has reported on yet."""
    return Project(
        project_id=situation.new_id,
        title=message.title,
        department=message.department,
        leader=message.leader,
    )


def report(project: Project, message: ReportProject, situation: Situation) -> Project:
    """One more report, with its light."""
    entry = ProjectReport(
        planned_percent=message.planned_percent,
        actual_percent=message.actual_percent,
        light=light_of(message, situation),
        text=message.text,
        at=situation.now,
    )
    return replace(project, reports=(*project.reports, entry))


def _department_and_leader_known(_project: None, message: PlanProject, _situation: Situation) -> Refusal | None:
    if refusal := known_department(message.department, "data.department"):
        return refusal
    if message.leader in reference().leaders:
        return None
    return refuse("unknown_leader", "data.leader", id=message.leader)


def _in_charge(project: Project, _message: object, situation: Situation) -> Refusal | None:
    """The head and the office report on every project, a leader and a department on their own."""
    actor = situation.actor
    if actor.role is Role.LEADER and actor.id != project.leader:
        return refuse("not_your_project", "actorid", leader=project.leader)
    if actor.role in DEPARTMENT:
        return only_department(project.department, situation)
    return None


def _shows(light: str) -> Callable[[Project, ReportProject, Situation], bool]:
    def holds(_project: Project, message: ReportProject, situation: Situation) -> bool:
        return light_of(message, situation) == light

    return holds


PROJECT_TABLE: Table[Project] = Table(
    "project",
    STATES,
    (
        Row(
            (ABSENT,),
            PlanProject,
            PLANNED,
            ProjectPlanned,
            by=(Role.OFFICE,),
            guards=(_department_and_leader_known,),
            change=plan,
        ),
        *(
            Row(
                STATES,
                ReportProject,
                light,
                ProjectReported,
                by=(Role.HEAD, Role.LEADER, Role.OFFICE, *DEPARTMENT),
                guards=(_in_charge,),
                change=report,
                when=_shows(light),
            )
            for light in LIGHTS
        ),
    ),
)
