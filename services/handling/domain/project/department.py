"""The department that a project belongs to: it alone answers for it, and is waited for."""

from services.handling.domain.departments import of_department
from services.handling.domain.project.project import Project
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Situation
from shared.language.contracts.envelope import Role
from shared.language.named import names
from shared.language.waiting import Awaited


@names(department="department", department_head="department")
def department_asks(project: Project, _message: object, situation: Situation) -> Refusal | None:
    """Only the project's department answers for it (platform rule)."""
    return of_department(project.department, situation)


def department_is_awaited(project: Project, _situation: Situation) -> Awaited:
    """Somebody of the project's department has to act."""
    return Awaited(Role.DEPARTMENT, project.department)
