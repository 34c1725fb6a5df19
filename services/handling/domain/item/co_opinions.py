"""Co-handlers' opinions: the opinion of a department beside the lead."""

from collections.abc import Iterator
from dataclasses import replace

from services.handling.domain.departments import DEPARTMENT, FIELD_OF_ACTOR
from services.handling.domain.item.item import (
    ANSWER_DRAFT,
    EXTENSION_REQUESTED,
    NOT_TAKEN_UP,
    WORKING,
    Item,
)
from services.handling.domain.item.waits import opinions_wait
from services.handling.domain.item.watchdog import watchdog
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, TimerChange, Transition
from shared.language.contracts import handling as said
from shared.language.directory.choosing import name_in


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


def heard_of_co_handler(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """There is news, and perhaps nobody is waited for any more."""
    yield from watchdog(item, situation)
    yield from opinions_wait(item, situation)


CO_OPINIONS: tuple[Clause[Item], ...] = (
    Transition(
        (*NOT_TAKEN_UP, *WORKING, EXTENSION_REQUESTED, ANSWER_DRAFT),
        said.GiveCoOpinion,
        None,
        said.ItemCoOpinionGiven,
        by=DEPARTMENT,
        why="人大实践: co-handlers give their opinion to the lead, which answers for all",
        guards=(co_handler_asks,),
        change=give_co_opinion,
        timers=heard_of_co_handler,
    ),
)
