"""Reporting: planned and actual progress of a project, and the light (亮灯) that follows from them."""

from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from services.handling.domain.departments import DEPARTMENT, of_department
from services.handling.domain.project.department import department_is_awaited
from services.handling.domain.project.project import DONE, GREEN, RED, UNDER_WAY, YELLOW, Project
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory import Directory
from shared.language.directory.choosing import people_named
from shared.language.named import names
from shared.language.waiting import Reminders, within

PROJECT_REMINDERS = Reminders(said.ProjectWaitDue, said.ProjectReminded)

REPORTERS = (Role.HEAD, Role.LEADER, Role.OFFICE, *DEPARTMENT)


def light_of(message: said.ReportProject, situation: Situation) -> str:
    """Green, yellow or red by the percentage points behind plan (``lights``)."""
    behind = message.planned_percent - message.actual_percent
    limits = situation.rules.lights
    if behind > limits.red_above:
        return RED
    return YELLOW if behind >= limits.yellow_from else GREEN


_ALL = Decimal(100)
"""Percent."""


def is_done(_project: Project, message: said.ReportProject, _situation: Situation) -> bool:
    """Nothing is left to do, as the report says."""
    return message.actual_percent == _ALL


def is_on_plan(_project: Project, message: said.ReportProject, situation: Situation) -> bool:
    """The report's light is green."""
    return light_of(message, situation) == GREEN


def is_behind_plan(_project: Project, message: said.ReportProject, situation: Situation) -> bool:
    """The report's light is yellow."""
    return light_of(message, situation) == YELLOW


def is_far_behind_plan(_project: Project, message: said.ReportProject, situation: Situation) -> bool:
    """The report's light is red."""
    return light_of(message, situation) == RED


def leader_of(project: Project, directory: Directory) -> str:
    """The leader who was named; when that one has left, whoever is in charge of the project's department."""
    department = directory.departments.get(project.department)
    if directory.in_office(project.leader, Role.HEAD, Role.LEADER) or department is None:
        return project.leader
    return department.leader or project.leader


@names(
    department="department",
    department_head="department",
    # The field that names the project's leader is called as the role.
    leader=(Role.LEADER.value, "department"),
)
def reporter_is_in_charge(project: Project, _message: object, situation: Situation) -> Refusal | None:
    """Head and office report on every project, a leader and a department on their own (platform rule)."""
    actor = situation.actor
    if actor.role is Role.LEADER and actor.id != leader_of(project, situation.directory):
        leader = people_named(situation.directory, leader_of(project, situation.directory))
        return refuse("not_your_project", "actorid", leader=leader)
    if actor.role in DEPARTMENT:
        return of_department(project.department, situation)
    return None


def report(project: Project, message: said.ReportProject, situation: Situation) -> Project:
    """One more report, with its light."""
    entry = said.ProjectReport(
        planned_percent=message.planned_percent,
        actual_percent=message.actual_percent,
        light=light_of(message, situation),
        text=message.text,
        at=situation.now,
    )
    return replace(project, reports=(*project.reports, entry))


def last_heard_of(project: Project) -> datetime:
    """When it was planned or last reported on, or when its end was taken back."""
    reports = (one.at for one in project.reports)
    looks = (one.at for one in project.acceptances)
    again = (one.at for one in project.resumed)
    return max((project.planned_at, *reports, *looks, *again))


_REPORTED_ON = (*UNDER_WAY, DONE)
"""A report of less than all takes back that it is done."""

REPORTING: tuple[Clause[Project], ...] = (
    Transition(
        _REPORTED_ON,
        said.ReportProject,
        DONE,
        said.ProjectReportedDone,
        by=REPORTERS,
        why="practice of 民生实事: what is reported done is looked at before it counts",
        when=is_done,
        guards=(reporter_is_in_charge,),
        change=report,
    ),
    Transition(
        _REPORTED_ON,
        said.ReportProject,
        GREEN,
        said.ProjectReported,
        by=REPORTERS,
        why="platform rule: little or nothing behind plan is green (lights.yellow_from)",
        when=is_on_plan,
        guards=(reporter_is_in_charge,),
        change=report,
    ),
    Transition(
        _REPORTED_ON,
        said.ReportProject,
        YELLOW,
        said.ProjectReported,
        by=REPORTERS,
        why="platform rule: some points behind plan are yellow (lights.yellow_from)",
        when=is_behind_plan,
        guards=(reporter_is_in_charge,),
        change=report,
    ),
    Transition(
        _REPORTED_ON,
        said.ReportProject,
        RED,
        said.ProjectReported,
        by=REPORTERS,
        why="platform rule: many points behind plan are red (lights.red_above)",
        when=is_far_behind_plan,
        guards=(reporter_is_in_charge,),
        change=report,
    ),
    within(
        lambda rules: rules.waits.report_project_every,
        UNDER_WAY,
        "report_project",
        department_is_awaited,
        why="practice of 乡长有约: the projects are reported on regularly (waits.report_project_every)",
        since=last_heard_of,
    ),
)
