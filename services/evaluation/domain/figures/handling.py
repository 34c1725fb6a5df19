"""How the items from meetings were answered: 办成率, 按时率, days."""

from collections import Counter
from decimal import Decimal
from statistics import median
from typing import Any

from services.evaluation.domain.answered_item import first_answer, latest_answer
from services.evaluation.domain.figures.material import Material
from shared.language.calendar import local_day
from shared.language.contracts.figures import Rate
from shared.language.contracts.handling import (
    CLASS_BEING_SOLVED,
    CLASS_LATER,
    CLASS_SOLVED,
    PROMISE_FULFILLED,
    Answer,
    ItemSnapshot,
)

_WITH_PROMISE = (CLASS_BEING_SOLVED, CLASS_LATER)


def figures_of_handling(material: Material) -> dict[str, Any]:
    """Items from meetings; rates are of those answered at least once, whatever was redone afterwards."""
    items = material.items_from_meetings
    answers = [answer for item in items for answer in item.answers]
    final = [answer for item in items if (answer := latest_answer(item))]
    first = {item.item_id: answer for item in items if (answer := first_answer(item))}
    late = tuple(id for id, answer in first.items() if answer.late)
    redone = [answer for answer in answers if answer.round > 1]
    solved = sum(1 for answer in final if answer.result_class == CLASS_SOLVED)
    days = {item.item_id: _days(item, first[item.item_id]) for item in items if item.item_id in first}
    return {
        "items_from_meetings": len(items),
        "items_fast_lane": len(material.items) - len(items),
        "answers_published": len(answers),
        "classes_final": dict(sorted(Counter(answer.result_class for answer in final).items())),
        "solved_rate": Rate(count=solved, of=len(final)),
        "solved_rate_with_promises": Rate(count=solved + _promises_kept(material, final), of=len(final)),
        "on_time_rate": Rate(count=len(first) - len(late), of=len(first)),
        "late_items": late,
        "redo_on_time": Rate(count=sum(1 for answer in redone if not answer.late), of=len(redone)),
        "days_to_first_answer": days,
        "days_to_first_answer_median": median(map(Decimal, days.values())) if days else None,
    }


def _promises_kept(material: Material, final: list[Answer]) -> int:
    """The B and C answers whose promise is fulfilled."""
    kept = {promise.promise_id for promise in material.promises if promise.state == PROMISE_FULFILLED}
    return sum(1 for answer in final if answer.result_class in _WITH_PROMISE and answer.promise_id in kept)


def _days(item: ItemSnapshot, answer: Answer) -> int:
    """Calendar days in Asia/Shanghai from the first assignment, which a redesignation does not move."""
    return (local_day(answer.published_at) - local_day(item.assigned_at)).days
