"""The department in the lead: it alone speaks for the item, and those named for the work exist."""

from services.handling.domain.departments import department_exists, of_department
from services.handling.domain.item.item import Item
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.contracts import handling as said


def lead_asks(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """Only the lead department speaks for the item: it answers for all (人大实践)."""
    return of_department(item.lead, situation)


def departments_exist(
    _item: object, message: said.AssignItem | said.RedesignateItem, _situation: Situation
) -> Refusal | None:
    """Lead and co-handlers are departments of the township, and the lead is not its own co-handler
    (platform rule)."""
    if refusal := department_exists(message.lead, "data.lead"):
        return refusal
    for code in message.co_handlers:
        if refusal := department_exists(code, "data.co_handlers"):
            return refusal
    if message.lead in message.co_handlers:
        return refuse("lead_is_co_handler", "data.co_handlers", department=message.lead)
    return None
