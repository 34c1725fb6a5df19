"""Departments: the roles that speak for one, and whether the actor is of it."""

from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import name_in

DEPARTMENT = (Role.DEPARTMENT, Role.DEPARTMENT_HEAD)
"""The roles that speak for a department."""
FIELD_OF_ACTOR = "actordepartment"


def of_department(department: str, situation: Situation) -> Refusal | None:
    """The actor belongs to ``department``; others are refused as ``not_your_department``."""
    if situation.actor.department == department:
        return None
    name = name_in(situation.directory.departments, department)
    return refuse("not_your_department", FIELD_OF_ACTOR, department=name)
