"""An answer: its classes, and how it joins the item. The long way and the fast lane share it."""

from dataclasses import replace
from datetime import date

from services.handling.domain.item.item import Item
from services.handling.domain.item.publishing import Published
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import says_something
from shared.language.behaviour import Situation
from shared.language.calendar import local_day
from shared.language.contracts import handling as said
from shared.language.directory.choosing import nearest

CLASS_FOR_REFERENCE = "D"
"""For reference: with reasons."""
PROMISING = (said.CLASS_BEING_SOLVED, said.CLASS_LATER)
"""Being solved, and later: with a plan and a date."""
CLASSES = (said.CLASS_SOLVED, *PROMISING, CLASS_FOR_REFERENCE)


def class_is_known(
    _item: Item, message: said.DraftAnswer | said.AnswerFastLane, _situation: Situation
) -> Refusal | None:
    """The result class is A, B, C or D (人大实践: 办理结果分类)."""
    return class_exists(message.result_class)


def class_exists(result_class: str) -> Refusal | None:
    """A, B, C or D."""
    if result_class in CLASSES:
        return None
    near = nearest(result_class, CLASSES)
    return refuse(
        "unknown_result_class",
        "data.result_class",
        result_class=result_class,
        choices=", ".join(near),
        one_of=near,
    )


def promise_holds(
    result_class: str, plan: str, promised_on: date | None, situation: Situation
) -> Refusal | None:
    """B and C name a plan and a day still to come, the others no day (人大实践: 办理结果分类)."""
    if result_class not in PROMISING:
        if promised_on:
            return refuse("promise_not_for_class", "data.promised_on", result_class=result_class)
        return None
    if not says_something(plan):
        return refuse("plan_missing", "data.plan", result_class=result_class)
    if promised_on is None:
        return refuse("promised_day_missing", "data.promised_on", result_class=result_class)
    if promised_on < local_day(situation.now):
        return refuse("day_in_the_past", "data.promised_on", day=promised_on)
    return None


def reasons_are_given(
    _item: Item, message: said.DraftAnswer | said.AnswerFastLane, _situation: Situation
) -> Refusal | None:
    """D, for reference, says why it is not done (人大实践)."""
    if message.result_class == CLASS_FOR_REFERENCE and not says_something(message.reasons):
        return refuse("reasons_missing", "data.reasons")
    return None


def answered(
    item: Item,
    situation: Situation,
    *,
    result_class: str,
    text: str,
    reasons: str,
    signed_by: str | None,
    plan: str = "",
    promised_on: date | None = None,
    promise_id: str | None = None,
    opinions_missing: tuple[str, ...] = (),
    published: Published,
) -> Item:
    """The item with one more answer, of its round, given out now; late if its time was up."""
    answer = said.Answer(
        round=item.round,
        result_class=result_class,
        text=text,
        extent=published.extent,
        public_text=published.of(text, reasons),
        not_public_because=published.because,
        plan=plan,
        promised_on=promised_on,
        promise_id=promise_id,
        reasons=reasons,
        signed_by=signed_by,
        opinions_missing=opinions_missing,
        published_at=situation.now,
        due_on=item.due_on,
        late=situation.now > item.due_at,
    )
    return replace(item, answers=(*item.answers, answer))
