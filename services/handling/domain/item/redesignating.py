"""Redesignating: another department takes the lead after the office has let the first one go."""

from dataclasses import replace

from services.handling.domain.item.clock import restarted
from services.handling.domain.item.item import DECLINED, REDESIGNATED, Item
from services.handling.domain.item.lead import departments_exist
from services.handling.domain.item.timers import all_timers
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role


def office_has_consented(item: Item, _message: object, _situation: Situation) -> Refusal | None:
    """The office has agreed to the refusal (人大实践)."""
    return None if item.declines[-1].consented_at else refuse("decline_not_consented")


def head_designates_at_the_limit(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """From the hop named in the rules on the head alone designates: nobody passes the item on for ever
    (platform rule: ``refusal.head_designates_at_hop``)."""
    limit = situation.rules.refusal.head_designates_at_hop
    if item.hops < limit or situation.actor.role is Role.HEAD:
        return None
    return refuse("only_head_designates", "actorrole", hops=item.hops)


def lead_is_another(item: Item, message: said.RedesignateItem, _situation: Situation) -> Refusal | None:
    """Not back to the department that has just been let go (platform rule)."""
    if message.lead == item.lead:
        return refuse("same_department", "data.lead", department=item.lead)
    return None


def redesignate(item: Item, message: said.RedesignateItem, situation: Situation) -> Item:
    """Another department leads, and gets the whole period of the same rule."""
    handed_on = replace(
        item,
        lead=message.lead,
        co_handlers=tuple(dict.fromkeys(message.co_handlers)),
        redesignations=item.redesignations + 1,
    )
    return restarted(handed_on, situation.now, situation.rules.reply_period(item.rule), situation)


REDESIGNATING: tuple[Clause[Item], ...] = (
    Transition(
        (DECLINED,),
        said.RedesignateItem,
        REDESIGNATED,
        said.ItemRedesignated,
        by=(Role.OFFICE, Role.HEAD),
        why="platform rule: the office names another, in the end the head (refusal.head_designates_at_hop)",
        guards=(office_has_consented, head_designates_at_the_limit, departments_exist, lead_is_another),
        change=redesignate,
        timers=all_timers,
    ),
)
