"""Judging: deputies say openly whether a promise was kept, apart from their secret ballot on the answer."""

from dataclasses import replace

from services.handling.domain.promise.promise import FULFILLED, OVERDUE, Promise
from shared.kernel.messages.errors import Refusal, refuse
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role


def no_has_its_reason(_promise: Promise, message: said.JudgePromise, _situation: Situation) -> Refusal | None:
    """Who finds a promise not kept says what is missing (platform rule)."""
    return None if message.kept or message.reason else refuse("judgement_needs_reason", "data.reason")


def judge(promise: Promise, message: said.JudgePromise, situation: Situation) -> Promise:
    """The deputy's word, in the place of an earlier one of theirs."""
    word = said.PromiseJudgement(
        deputy_id=situation.actor.id, kept=message.kept, reason=message.reason, at=situation.now
    )
    others = tuple(one for one in promise.judgements if one.deputy_id != word.deputy_id)
    return replace(promise, judgements=(*others, word))


JUDGING: tuple[Clause[Promise], ...] = (
    Transition(
        (OVERDUE, FULFILLED),
        said.JudgePromise,
        None,
        said.PromiseJudged,
        by=(Role.DEPUTY,),
        why="practice of 乡长有约: promises are rated apart from the answers that made them",
        guards=(no_has_its_reason,),
        change=judge,
    ),
)
