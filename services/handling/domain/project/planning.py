"""Planning: the office enters a project of the year, with the department and the leader in charge."""

from itertools import pairwise

from services.handling.domain.project.project import PLANNED, Project
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Creation, Situation
from shared.language.calendar import local_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import department_is_listed, leader_is_in_office


def department_and_leader_exist(
    _project: None, message: said.PlanProject, situation: Situation
) -> Refusal | None:
    """The department is one of the township's, the leader one of its leaders (platform rule)."""
    return department_is_listed(
        message.department, situation.directory, "data.department"
    ) or leader_is_in_office(message.leader, situation.directory, "data.leader")


def kind_is_known(_project: None, message: said.PlanProject, _situation: Situation) -> Refusal | None:
    """It is the people's livelihood or key work (practice of 乡长有约)."""
    if message.kind in said.PROJECT_KINDS:
        return None
    return refuse(
        "unknown_project_kind",
        "data.kind",
        kind=message.kind,
        choices=", ".join(said.PROJECT_KINDS),
        one_of=said.PROJECT_KINDS,
    )


def steps_are_in_order(_project: None, message: said.PlanProject, _situation: Situation) -> Refusal | None:
    """Each step's day is the one before's or later (platform rule: a day that is earlier is a slip)."""
    for before, step in pairwise(message.milestones):
        if step.due_on < before.due_on:
            return refuse(
                "milestones_out_of_order",
                "data.milestones",
                title=step.title,
                day=step.due_on,
                before=before.title,
                before_day=before.due_on,
            )
    return None


def steps_are_to_come(_project: None, message: said.PlanProject, situation: Situation) -> Refusal | None:
    """No step is planned for a day that is over (platform rule: it would be late at once)."""
    today = local_day(situation.now)
    for step in message.milestones:
        if step.due_on < today:
            return refuse("day_in_the_past", "data.milestones.due_on", day=step.due_on)
    return None


def plan(_project: None, message: said.PlanProject, situation: Situation) -> Project:
    """A project nobody has reported on yet."""
    return Project(
        project_id=situation.new_id,
        title=message.title,
        kind=message.kind,
        year=message.year or local_day(situation.now).year,
        department=message.department,
        leader=message.leader,
        plan=message.plan,
        budget=message.budget,
        milestones=tuple(said.Milestone(title=one.title, due_on=one.due_on) for one in message.milestones),
        planned_at=situation.now,
    )


PLANNING: tuple[Clause[Project], ...] = (
    Creation(
        said.PlanProject,
        PLANNED,
        said.ProjectPlanned,
        by=(Role.OFFICE,),
        why="practice of 乡长有约: the head reports on the year's projects (民生实事) at the meetings",
        guards=(kind_is_known, department_and_leader_exist, steps_are_in_order, steps_are_to_come),
        change=plan,
    ),
)
