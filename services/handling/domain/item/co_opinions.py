"""Co-handlers' opinions: the opinion of a department beside the lead."""

from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT, FIELD_OF_ACTOR
from services.handling.domain.item.item import AT_WORK, Item
from services.handling.domain.item.ladders import growing, overdue
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.directory.choosing import name_in
from shared.language.waiting import Awaited, within

CO_OPINIONS_OVERDUE = "co_opinions_overdue"


def co_handler_asks(item: Item, _message: object, situation: Situation) -> Refusal | None:
    """Only a co-handling department gives an opinion to the lead (人大实践)."""
    if situation.actor.department in item.co_handlers:
        return None
    names = [name_in(situation.directory.departments, code) for code in item.co_handlers]
    return refuse("not_co_handler", FIELD_OF_ACTOR, allowed=", ".join(names) or "–")


def give_co_opinion(item: Item, message: said.GiveCoOpinion, situation: Situation) -> Item:
    """A co-handler's opinion, given to the lead."""
    assert situation.actor.department
    entry = said.CoOpinion(department=situation.actor.department, text=message.text, at=situation.now)
    return replace(item, co_opinions=(*item.co_opinions, entry), news_at=situation.now)


def missing_opinions(item: Item) -> tuple[str, ...]:
    """The co-handlers that have not given theirs."""
    given = {opinion.department for opinion in item.co_opinions}
    return tuple(department for department in item.co_handlers if department not in given)


def co_handler_is_awaited(item: Item, _situation: Situation) -> Awaited:
    """The department that owes its opinion; if there are several, any of them."""
    missing = missing_opinions(item)
    return Awaited(Role.DEPARTMENT, missing[0] if len(missing) == 1 else None)


CO_OPINIONS: tuple[Clause[Item], ...] = (
    Transition(
        AT_WORK,
        said.GiveCoOpinion,
        None,
        said.ItemCoOpinionGiven,
        by=DEPARTMENT,
        why="人大实践: co-handlers give their opinion to the lead, which answers for all",
        guards=(co_handler_asks,),
        change=give_co_opinion,
    ),
    replace(
        within(
            lambda rules: rules.co_handling.opinion_within,
            AT_WORK,
            "co_opinion",
            co_handler_is_awaited,
            why="人大实践: co-handlers give their opinion to the lead in time (co_handling.opinion_within)",
            since=lambda item: item.designated_at,
            when=lambda item: bool(missing_opinions(item)),
        ),
        ladder=growing(
            overdue(
                CO_OPINIONS_OVERDUE,
                co_handler_is_awaited,
                lambda rules: rules.reminders.escalate_again_after_working_days,
            )
        ),
    ),
)
