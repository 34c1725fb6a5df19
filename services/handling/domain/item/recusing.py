"""Recusing (回避): who keeps out of a topic keeps out of its items, also when that is said or heard after the
assignment (ADR 0088)."""

from dataclasses import replace

from services.handling.domain.item.assigning import kept_out_of
from services.handling.domain.item.item import STATES, Item
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.handling import ItemRecused
from shared.language.contracts.intake import TopicItemAssigned, TopicRecused

KeptOut = TopicRecused | TopicItemAssigned
HEARD: tuple[type[KeptOut], ...] = (TopicRecused, TopicItemAssigned)
"""Somebody keeps out; and what intake knew when it heard of the item: a recusal that crossed the assignment
stands in the latter, in whatever order the two came here."""


def somebody_else_keeps_out(item: Item, message: KeptOut, _situation: Situation) -> bool:
    """It is the item's topic, and more people keep out of it than the item knows of."""
    of_it = item.topic_id == message.topic.topic_id
    return of_it and not set(kept_out_of(message.topic)) <= set(item.recused)


def keep_out(item: Item, message: KeptOut, _situation: Situation) -> Item:
    """They may not act on it, and are none of those concerned: as if they had kept out from the start."""
    recused = tuple(dict.fromkeys((*item.recused, *kept_out_of(message.topic))))
    return replace(item, recused=recused, deputies=tuple(id for id in item.deputies if id not in recused))


RECUSING: tuple[Clause[Item], ...] = (
    *(
        Transition(
            STATES,
            heard,
            None,
            ItemRecused,
            why="ADR 0088: who keeps out of a topic keeps out of what comes of it, whichever is heard first",
            when=somebody_else_keeps_out,
            change=keep_out,
        )
        for heard in HEARD
    ),
    *(Ignore(STATES, heard, "they keep out of it already") for heard in HEARD),
)
