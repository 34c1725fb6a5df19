"""Recusing (回避): who keeps out of a topic keeps out of what its items promised, also later (ADR 0088)."""

from dataclasses import replace

from services.handling.domain.item.assigning import kept_out_of
from services.handling.domain.item.recusing import HEARD, KeptOut
from services.handling.domain.promise.promise import STATES, Promise
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.handling import PromiseRecused


def somebody_else_keeps_out(promise: Promise, message: KeptOut, _situation: Situation) -> bool:
    """More people keep out of its item's topic than it knows of."""
    return not set(kept_out_of(message.topic)) <= set(promise.recused)


def keep_out(promise: Promise, message: KeptOut, _situation: Situation) -> Promise:
    """They may not act on it, and are none of those concerned."""
    recused = tuple(dict.fromkeys((*promise.recused, *kept_out_of(message.topic))))
    deputies = tuple(id for id in promise.deputies if id not in recused)
    return replace(promise, recused=recused, deputies=deputies)


RECUSING: tuple[Clause[Promise], ...] = (
    *(
        Transition(
            STATES,
            heard,
            None,
            PromiseRecused,
            why="ADR 0088: who keeps out of a topic keeps out of what came of it, whenever that is said",
            when=somebody_else_keeps_out,
            change=keep_out,
        )
        for heard in HEARD
    ),
    *(Ignore(STATES, heard, "they keep out of it already") for heard in HEARD),
)
