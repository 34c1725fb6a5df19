"""Planning: the office enters a project of the year, with the department and the leader in charge."""

from services.handling.domain.project.project import PLANNED, Project
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Clause, Creation, Situation
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


def plan(_project: None, message: said.PlanProject, situation: Situation) -> Project:
    """A project nobody has reported on yet."""
    return Project(
        project_id=situation.new_id,
        title=message.title,
        department=message.department,
        leader=message.leader,
        planned_at=situation.now,
    )


PLANNING: tuple[Clause[Project], ...] = (
    Creation(
        said.PlanProject,
        PLANNED,
        said.ProjectPlanned,
        by=(Role.OFFICE,),
        why="practice of 乡长有约: the head reports on the year's projects (民生实事) at the meetings",
        guards=(department_and_leader_exist,),
        change=plan,
    ),
)
