"""Departments: the roles that speak for one, whether the actor is of it, whether one that is named exists."""

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.contracts.envelope import Role
from shared.language.reference import reference

DEPARTMENT = (Role.DEPARTMENT, Role.DEPARTMENT_HEAD)
"""The roles that speak for a department."""
FIELD_OF_ACTOR = "actordepartment"


def of_department(department: str, situation: Situation) -> Refusal | None:
    """The actor belongs to ``department``; others are refused as ``not_your_department``."""
    if situation.actor.department == department:
        return None
    return refuse("not_your_department", FIELD_OF_ACTOR, department=department)


def department_exists(code: str, field: str) -> Refusal | None:
    """The township has a department of that code; ``field`` is the one that named it."""
    return None if code in reference().departments else refuse("unknown_department", field, department=code)
