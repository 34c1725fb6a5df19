"""The department in the lead: it alone speaks for the item, and those named for the work exist."""

from services.handling.domain.departments import of_department
from services.handling.domain.item.item import Item
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import department_is_listed, name_in
from shared.language.named import names
from shared.language.waiting import Awaited


@names(department="lead", department_head="lead")
def lead_asks(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """Only the lead department speaks for the item: it answers for all (人大实践)."""
    return of_department(item.lead, situation)


def lead_is_awaited(item: Item, _situation: Situation) -> Awaited:
    """Somebody of the lead department has to act."""
    return Awaited(Role.DEPARTMENT, item.lead)


def departments_exist(
    _item: object, message: said.Assigning | said.RedesignateItem, situation: Situation
) -> Refusal | None:
    """Lead and co-handlers are departments of the township, and the lead is not its own co-handler
    (platform rule)."""
    return departments_are_listed(message.lead, message.co_handlers or (), situation)


def departments_are_listed(lead: str, co_handlers: tuple[str, ...], situation: Situation) -> Refusal | None:
    """All are in the township's list, and the lead stands there once."""
    directory = situation.directory
    if refusal := department_is_listed(lead, directory, "data.lead"):
        return refusal
    for code in co_handlers:
        if refusal := department_is_listed(code, directory, "data.co_handlers"):
            return refusal
    if lead in co_handlers:
        name = name_in(directory.departments, lead)
        return refuse("lead_is_co_handler", "data.co_handlers", department=name)
    return None
