"""Redesignating: another department takes the lead after the office has let the first one go."""

from dataclasses import replace

from services.handling.domain.item.designating import head_designates
from services.handling.domain.item.in_charge import leader_may
from services.handling.domain.item.item import DECLINED, REDESIGNATED, Item
from services.handling.domain.item.lead import departments_exist
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.calendar import local_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import name_in
from shared.language.named import names


def office_has_consented(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """The office has agreed to the refusal (人大实践)."""
    return None if item.declines[-1].consented_at else refuse("decline_not_consented")


def head_designates_at_the_limit(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """From the hop named in the rules on the head alone designates: nobody passes the item on for ever
    (platform rule: ``refusal.head_designates_at_hop``)."""
    if not head_designates(item, situation) or situation.actor.role is Role.HEAD:
        return None
    return refuse("only_head_designates", "actorrole", hops=item.hops)


@names(leader="lead")
def leader_designates(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """Whoever is in charge of the department that was let go names another, if the rules say so
    (``leaders.designate``)."""
    if situation.actor.role is not Role.LEADER:
        return None
    return leader_may(item, situation.rules.leaders.designate, situation)


def lead_is_another(item: Item, message: said.RedesignateItem, situation: Situation) -> Refusal | None:
    """Not back to the department that has just been let go (platform rule)."""
    if message.lead == item.lead:
        name = name_in(situation.directory.departments, item.lead)
        return refuse("same_department", "data.lead", department=name)
    return None


def redesignate(item: Item, message: said.RedesignateItem, situation: Situation) -> Item:
    """Another department leads. The clock runs on from the first assignment (交办), and the days that the
    item lost on the way are shown."""
    *earlier, last = item.declines
    days = (local_day(situation.now) - local_day(last.held_since)).days
    return replace(
        item,
        lead=message.lead,
        co_handlers=_co_handlers(item, message),
        declines=(*earlier, last.model_copy(update={"days": days})),
        redesignations=item.redesignations + 1,
        designated_at=situation.now,
        designated_by_head=situation.actor.role is Role.HEAD,
        acknowledged_at=None,
        news_at=situation.now,
    )


def _co_handlers(item: Item, message: said.RedesignateItem) -> tuple[str, ...]:
    """Those named; if none are, those it had, but for one that leads now."""
    named = item.co_handlers if message.co_handlers is None else message.co_handlers
    kept = named if message.co_handlers is not None else [code for code in named if code != message.lead]
    return tuple(dict.fromkeys(kept))


REDESIGNATING: tuple[Clause[Item], ...] = (
    Transition(
        (DECLINED,),
        said.RedesignateItem,
        REDESIGNATED,
        said.ItemRedesignated,
        by=(Role.OFFICE, Role.LEADER, Role.HEAD),
        why="platform rule: the office or a leader names another, in the end the head (refusal, leaders)",
        guards=(
            leader_designates,
            office_has_consented,
            head_designates_at_the_limit,
            departments_exist,
            lead_is_another,
        ),
        change=redesignate,
    ),
)
