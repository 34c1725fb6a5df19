"""Deciding: the congress ends the item otherwise than its answer promised, and nobody waits for the promise
any more; unless the record was wrong, and the answer stands after all."""

from dataclasses import replace

from services.handling.domain.item.congress import OF_THE_CONGRESS
from services.handling.domain.item.item import Item
from services.handling.domain.promise.falling_due import due, not_due
from services.handling.domain.promise.promise import CLAIMED, OPEN, SUPERSEDED, UNCONFIRMED, Promise
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said

Decides = said.RecordDecision | said.CorrectDecision
_WHY = "practice of 人大督办: what the congress decides holds, and nobody waits for what it has overruled"


def overruled(item: Item) -> bool:
    """The congress has decided otherwise than the item's answer says."""
    return bool(item.decisions) and item.decisions[-1].kind != said.ANSWER_STANDS


def touched_by_decision(promise: Promise, item: Item) -> bool:
    """The item's latest decision overrules the promise, or lets it stand after it had been overruled."""
    if overruled(item):
        return promise.state in UNCONFIRMED
    return promise.state == SUPERSEDED and promise.superseded_by == said.BY_DECISION


def give_way(promise: Promise, _message: Decides, situation: Situation) -> Promise:
    """The decision takes its place."""
    return replace(promise, superseded_at=situation.now, superseded_by=said.BY_DECISION)


def stand_again(promise: Promise, _message: Decides, _situation: Situation) -> Promise:
    """It holds as it did before."""
    return replace(promise, superseded_at=None, superseded_by=None)


def was_claimed(promise: Promise, _message: object, _situation: Situation) -> bool:
    """Its owner had said that it is kept."""
    return promise.claimed_at is not None


_DECISIONS: tuple[type[Decides], ...] = (said.RecordDecision, said.CorrectDecision)

DECIDING: tuple[Clause[Promise], ...] = (
    *(
        Transition(
            UNCONFIRMED,
            decides,
            SUPERSEDED,
            said.PromiseSuperseded,
            by=OF_THE_CONGRESS,
            why=_WHY,
            change=give_way,
            timers=not_due,
        )
        for decides in _DECISIONS
    ),
    *(
        Transition(
            (SUPERSEDED,),
            said.CorrectDecision,
            to,
            said.PromiseResumed,
            by=OF_THE_CONGRESS,
            why="platform rule: what was overruled by a slip of the record holds again, and is waited for",
            when=when,
            change=stand_again,
            timers=timers,
        )
        for to, when, timers in ((CLAIMED, was_claimed, None), (OPEN, None, due))
    ),
)
