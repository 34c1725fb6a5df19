"""Correcting a published answer: by the office, or by the head of the department, who signs by it.
The earlier version stays readable, and whoever was told of it is told."""

from dataclasses import replace

from services.handling.domain.item.answer import CLASS_FOR_REFERENCE, PROMISING, class_exists, promise_holds
from services.handling.domain.item.contacting import deputies_concerned
from services.handling.domain.item.fast_lane import solved_or_explained
from services.handling.domain.item.item import (
    ANSWERED,
    ARCHIVED,
    DECIDED,
    RATING,
    REFERRED,
    SATISFIED,
    Item,
)
from services.handling.domain.item.publishing import Published
from services.handling.domain.item.returning import lead_or_office_asks
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import says_something
from shared.language.behaviour import Clause, Situation, Transition
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role
from shared.language.corrections import all_were_seen

CORRECTABLE = (ANSWERED, RATING, SATISFIED, REFERRED, DECIDED, ARCHIVED)
"""What is to be done again has its next answer to say it in."""
_NOT_VOTED_ON = (ANSWERED, ARCHIVED)
CORRECTORS = (Role.OFFICE, Role.DEPARTMENT_HEAD)


def corrected(item: Item, message: said.CorrectAnswer, situation: Situation) -> said.Answer:
    """The latest answer as it reads from now on, without what it was."""
    last = item.answers[-1]
    result_class = message.result_class or last.result_class
    text, reasons = message.text or last.text, message.reasons or last.reasons
    changed = last.model_copy(
        update={
            "result_class": result_class,
            "text": text,
            "reasons": reasons,
            "public_text": Published(last.extent, last.public_text).of(text, reasons),
        }
    )
    if result_class == last.result_class:
        return changed
    if result_class not in PROMISING:
        return changed.model_copy(update={"plan": "", "promised_on": None, "promise_id": None})
    promise = {
        "plan": message.plan or last.plan,
        "promised_on": message.promised_on or last.promised_on,
        "promise_id": situation.new_id,
    }
    return changed.model_copy(update=promise)


def answer_is_of_that_round(item: Item, message: said.CorrectAnswer, _situation: Situation) -> Refusal | None:
    """It is the latest answer that was read: a correction does not fall on the one of the next round
    (platform rule)."""
    last = item.answers[-1].round
    return None if message.round == last else refuse("answer_of_another_round", "data.round", round=last)


def answer_becomes_another(item: Item, message: said.CorrectAnswer, situation: Situation) -> Refusal | None:
    """It reads otherwise than before (platform rule: the same again is a slip)."""
    same = corrected(item, message, situation) == item.answers[-1]
    return refuse("nothing_changes") if same and not _promise_alone(item, message) else None


def promise_is_not_changed_by_the_way(
    item: Item, message: said.CorrectAnswer, _situation: Situation
) -> Refusal | None:
    """A promise that stands is changed with its own command, which tells whom it concerns (人大实践)."""
    return refuse("promise_changed_apart", "data.plan") if _promise_alone(item, message) else None


def new_class_is_known(_: Item, message: said.CorrectAnswer, _situation: Situation) -> Refusal | None:
    """There is such a class (人大实践: 办理结果分类)."""
    return None if message.result_class is None else class_exists(message.result_class)


def class_was_not_voted_on(item: Item, message: said.CorrectAnswer, _situation: Situation) -> Refusal | None:
    """Nobody changes what deputies vote on, or have voted on (practice of 代表评)."""
    same = message.result_class in (None, item.answers[-1].result_class)
    if same or item.state in _NOT_VOTED_ON:
        return None
    return refuse("class_was_voted_on", "data.result_class", result_class=item.answers[-1].result_class)


def new_class_is_possible(item: Item, message: said.CorrectAnswer, situation: Situation) -> Refusal | None:
    """For a small matter it is one of those that it can have, and it says what goes with it (人大实践:
    办理结果分类)."""
    if message.result_class is None:
        return None
    if item.fast_lane and (refusal := solved_or_explained(message.result_class)):
        return refusal
    answer = corrected(item, message, situation)
    if message.result_class == CLASS_FOR_REFERENCE and not says_something(answer.reasons):
        return refuse("reasons_missing", "data.reasons")
    if answer.result_class == item.answers[-1].result_class:
        return None
    day = message.promised_on if answer.result_class not in PROMISING else answer.promised_on
    return promise_holds(answer.result_class, answer.plan, day, situation)


def answer_is_as_it_was_seen(
    item: Item, message: said.CorrectAnswer, _situation: Situation
) -> Refusal | None:
    """Nobody else has corrected it since (platform rule: two corrections at once do not hide each other)."""
    return all_were_seen(message.corrections_seen, len(item.answers[-1].corrections))


def correct_answer(item: Item, message: said.CorrectAnswer, situation: Situation) -> Item:
    """The latest answer reads otherwise; what it was stands beside it."""
    *earlier, last = item.answers
    before = said.AnswerBefore(
        result_class=last.result_class,
        text=last.text,
        public_text=last.public_text,
        plan=last.plan,
        promised_on=last.promised_on,
        reasons=last.reasons,
        because=message.reason,
        by=situation.actor.id,
        at=situation.now,
        told=tuple(dict.fromkeys((*deputies_concerned(item), *item.voters))),
    )
    now = corrected(item, message, situation)
    now = now.model_copy(update={"corrections": (*last.corrections, before)})
    return replace(item, answers=(*earlier, now))


def _promise_alone(item: Item, message: said.CorrectAnswer) -> bool:
    same = message.result_class in (None, item.answers[-1].result_class)
    return same and bool(message.plan or message.promised_on)


CORRECTING_ANSWERS: tuple[Clause[Item], ...] = (
    Transition(
        CORRECTABLE,
        said.CorrectAnswer,
        None,
        said.ItemAnswerCorrected,
        by=CORRECTORS,
        why="platform rule: a wrong answer is put right openly; whoever had it hears of it",
        guards=(
            lead_or_office_asks,
            answer_is_of_that_round,
            answer_becomes_another,
            promise_is_not_changed_by_the_way,
            new_class_is_known,
            class_was_not_voted_on,
            new_class_is_possible,
            answer_is_as_it_was_seen,
        ),
        change=correct_answer,
    ),
)
