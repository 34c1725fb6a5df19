"""An answer: its classes, and how it joins the item. The long way and the fast lane share it."""

from dataclasses import replace
from datetime import date

from services.handling.domain.item.item import Item
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import says_something
from shared.language.behaviour import Situation
from shared.language.contracts import handling as said

CLASS_FOR_REFERENCE = "D"
"""For reference: with reasons."""
PROMISING = (said.CLASS_BEING_SOLVED, said.CLASS_LATER)
"""Being solved, and later: with a plan and a date."""
CLASSES = (said.CLASS_SOLVED, *PROMISING, CLASS_FOR_REFERENCE)


def class_is_known(
    _item: Item, message: said.DraftAnswer | said.AnswerFastLane, _situation: Situation
) -> Refusal | None:
    """The result class is A, B, C or D (人大实践: 办理结果分类)."""
    if message.result_class in CLASSES:
        return None
    return refuse("unknown_result_class", "data.result_class", result_class=message.result_class)


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
) -> Item:
    """The item with one more answer, of its round, published now; late if its time was up."""
    answer = said.Answer(
        round=item.round,
        result_class=result_class,
        text=text,
        plan=plan,
        promised_on=promised_on,
        promise_id=promise_id,
        reasons=reasons,
        signed_by=signed_by,
        published_at=situation.now,
        due_on=item.due_on,
        late=situation.now > item.due_at,
    )
    return replace(item, answers=(*item.answers, answer))
