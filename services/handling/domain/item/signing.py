"""Who signs what a department answers: its head, and whoever is in charge of it where the rules say so, or
where it has no head: nothing lies for want of a signature."""

from services.handling.domain.item.in_charge import leader_is_awaited, leader_may
from services.handling.domain.item.item import Item
from services.handling.domain.item.lead import lead_asks
from shared.kernel.messages.errors import Refusal
from shared.language.behaviour import Situation
from shared.language.contracts.envelope import Role
from shared.language.directory import Directory
from shared.language.named import names
from shared.language.rules.values import YesNo
from shared.language.turns import IN_CHARGE
from shared.language.waiting import Awaited

SIGNERS = (Role.DEPARTMENT_HEAD, *IN_CHARGE)


def has_head(department: str, directory: Directory) -> bool:
    """Somebody is the head of the department on the day of the lists."""
    heads = directory.holding(Role.DEPARTMENT_HEAD)
    return any(
        post.department == department and post.role == Role.DEPARTMENT_HEAD
        for id in heads
        for post in directory.posts[id]
    )


@names(department_head="lead", leader="lead", head="lead")
def signs_for_the_lead(item: Item, message: object, situation: Situation) -> Refusal | None:
    """The head of the lead department, or whoever is in charge of it (人大实践; ``leaders.sign_answers``)."""
    if situation.actor.role is Role.DEPARTMENT_HEAD:
        return lead_asks(item, message, situation)
    headless = not has_head(item.lead, situation.directory)
    return leader_may(item, YesNo.YES if headless else situation.rules.leaders.sign_answers, situation)


def signature_is_awaited(item: Item, situation: Situation) -> Awaited:
    """The department's head has to sign; where there is none, whoever is in charge of it."""
    if has_head(item.lead, situation.directory):
        return Awaited(Role.DEPARTMENT_HEAD, item.lead)
    return leader_is_awaited(item, situation)
