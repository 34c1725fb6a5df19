"""Superseding: the item is answered anew after a redo, and what the answer before promised holds no more."""

from dataclasses import replace

from services.handling.domain.promise.falling_due import not_due
from services.handling.domain.promise.promise import SUPERSEDED, UNCONFIRMED, Promise
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.waiting import Final


def supersede(
    promise: Promise, _message: said.PublishAnswer | said.CorrectAnswer, situation: Situation
) -> Promise:
    """The new answer takes the place of the one that promised."""
    return replace(promise, superseded_at=situation.now, superseded_by=said.BY_ANSWER)


SUPERSEDING: tuple[Clause[Promise], ...] = (
    Transition(
        UNCONFIRMED,
        said.PublishAnswer,
        SUPERSEDED,
        said.PromiseSuperseded,
        by=(Role.OFFICE,),
        why="platform rule: the newest answer holds, and nobody waits for what an earlier one promised",
        change=supersede,
        timers=not_due,
    ),
    Transition(
        UNCONFIRMED,
        said.CorrectAnswer,
        SUPERSEDED,
        said.PromiseSuperseded,
        by=(Role.OFFICE, Role.DEPARTMENT_HEAD),
        why="platform rule: what was promised by mistake is waited for by nobody",
        change=supersede,
        timers=not_due,
    ),
    Final((SUPERSEDED,), "a new answer, or the decision of the congress, holds"),
)
