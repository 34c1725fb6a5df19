"""Guards that several tables or steps share: who acts, and whether what is named exists."""

from collections.abc import Iterable
from typing import Protocol

from shared.contracts.base import Role
from shared.contracts.handling import AssignItem, RedesignateItem
from shared.errors import Refusal, refuse
from shared.reference import reference
from shared.state_machine import Situation

DEPARTMENT = (Role.DEPARTMENT, Role.DEPARTMENT_HEAD)
_FIELD_OF_ACTOR = "actordepartment"


class _Led(Protocol):
    @property
    def lead(self) -> str: ...
    @property
    def co_handlers(self) -> tuple[str, ...]: ...


def by_lead(item: _Led, _message: object, situation: Situation) -> Refusal | None:
    """Only the lead department speaks for the item."""
    return only_department(item.lead, situation)


def by_co_handler(item: _Led, _message: object, situation: Situation) -> Refusal | None:
    """Only a co-handling department gives an opinion to the lead."""
    if situation.actor.department in item.co_handlers:
        return None
    return refuse("not_co_handler", _FIELD_OF_ACTOR, allowed=", ".join(item.co_handlers) or "–")


def only_department(department: str, situation: Situation) -> Refusal | None:
    """Refuse actors of another department."""
    if situation.actor.department == department:
        return None
    return refuse("not_your_department", _FIELD_OF_ACTOR, department=department)


def known_departments(_thing: object, message: AssignItem | RedesignateItem, _situation: Situation) -> Refusal | None:
    """Lead and co-handlers exist, and the lead is not also named as its own co-handler."""
    if refusal := known_department(message.lead, "data.lead"):
        return refusal
    for code in message.co_handlers:
        if refusal := known_department(code, "data.co_handlers"):
            return refusal
    if message.lead in message.co_handlers:
        return refuse("lead_is_co_handler", "data.co_handlers", department=message.lead)
    return None


def known_department(code: str, field: str) -> Refusal | None:
    """The department exists."""
    return None if code in reference().departments else refuse("unknown_department", field, department=code)


def known_deputies(ids: Iterable[str], field: str) -> Refusal | None:
    """All of them are deputies."""
    unknown = [id for id in ids if id not in reference().deputies]
    return refuse("unknown_deputy", field, ids=", ".join(unknown)) if unknown else None
