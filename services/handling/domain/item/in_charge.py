"""The leader in charge (分管领导) of the department in the lead: on the item, from the township's lists, and
where the rules let them act.

Where the department has none, or the one it had has left, the head of the township is in charge (乡长负责制).
"""

from dataclasses import replace

from services.handling.domain.item.item import Item
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Situation
from shared.language.directory.choosing import name_in
from shared.language.rules.values import YesNo
from shared.language.turns import in_charge, in_charge_is_awaited
from shared.language.waiting import Awaited


def leader_is_awaited(item: Item, situation: Situation) -> Awaited:
    """Whoever is in charge of the lead has to act."""
    return in_charge_is_awaited(item.lead, situation.directory)


def leader_may(item: Item, allowed: YesNo, situation: Situation) -> Refusal | None:
    """The actor is in charge of the lead, and the rules let such a one act."""
    if allowed is not YesNo.YES:
        return refuse("not_for_leaders", "actorrole")
    directory = situation.directory
    person = in_charge(item.lead, directory)
    if situation.actor.id == person:
        return None
    leader = name_in(directory.people, person) if person else "-"
    return refuse(
        "not_in_charge", "actorid", leader=leader, department=name_in(directory.departments, item.lead)
    )


def with_leader(item: Item, situation: Situation) -> Item:
    """The item with whoever is in charge of its lead now; what is closed keeps who was."""
    if item.closed_at:
        return item
    leader = in_charge(item.lead, situation.directory)
    return item if leader == item.leader else replace(item, leader=leader)
