"""How the items that deputies rate were answered: 办成率, 按时率, days."""

from collections import Counter
from datetime import date, datetime
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
    ITEM_RETURNED,
    ITEM_UNRATED,
    PROMISE_FULFILLED,
    Answer,
    ItemSnapshot,
)

_WITH_PROMISE = (CLASS_BEING_SOLVED, CLASS_LATER)


def figures_of_handling(material: Material, today: date) -> dict[str, Any]:
    """Items from meetings and direct ones; rates are of those answered at least once, whatever was redone
    afterwards; that of punctuality also of those whose time was up before ``today``."""
    items = material.rated_items
    answers = [answer for item in items for answer in item.answers]
    final = [answer for item in items if (answer := latest_answer(item))]
    first = {item.item_id: answer for item in items if (answer := first_answer(item))}
    due = [item for item in items if item.item_id in first or _ran_out(item, today)]
    late = tuple(
        item.item_id for item in due if item.item_id not in first or _late(item, first[item.item_id])
    )
    redone = [(item, answer) for item in items for answer in item.answers if answer.round > 1]
    redo_ran_out = [item for item in items if _is_done_again(item) and item.due_on < today]
    solved = sum(1 for answer in final if answer.result_class == CLASS_SOLVED)
    days = {item.item_id: _days(item, first[item.item_id]) for item in items if item.item_id in first}
    return {
        "items_from_meetings": sum(1 for item in items if item.meeting_id),
        "items_direct": sum(1 for item in items if not item.meeting_id),
        "items_unrated": sum(1 for item in items if item.state == ITEM_UNRATED),
        "items_fast_lane": len(material.items) - len(items),
        "fast_lane_reopened": sum(1 for item in material.items if item.reopened),
        "fast_lane_returned": sum(1 for item in material.items if item.state == ITEM_RETURNED),
        "answers_published": len(answers),
        "classes_final": dict(sorted(Counter(answer.result_class for answer in final).items())),
        "solved_rate": Rate(count=solved, of=len(final)),
        "solved_rate_with_promises": Rate(count=solved + _promises_kept(material, final), of=len(final)),
        "on_time_rate": Rate(count=len(due) - len(late), of=len(due)),
        "late_items": late,
        "redo_on_time": Rate(
            count=sum(1 for item, answer in redone if not _late(item, answer)),
            of=len(redone) + len(redo_ran_out),
        ),
        "days_to_first_answer": days,
        "days_to_first_answer_median": median(map(Decimal, days.values())) if days else None,
    }


def _is_done_again(item: ItemSnapshot) -> bool:
    """It is to be answered once more, and is not yet."""
    return item.round > 1 and all(answer.round < item.round for answer in item.answers)


def _ran_out(item: ItemSnapshot, today: date) -> bool:
    """Its time was up before ``today``, or before more was granted."""
    return item.due_on < today or _granted_too_late(item, None, None)


def _late(item: ItemSnapshot, answer: Answer) -> bool:
    """After the due date, or after one that passed before more time was granted: what is undecided counts as
    refused (platform)."""
    before = [other.published_at for other in item.answers if other.round < answer.round]
    return answer.late or _granted_too_late(item, max(before, default=None), answer.published_at)


def _granted_too_late(item: ItemSnapshot, after: datetime | None, until: datetime | None) -> bool:
    """More time was asked for between two answers and granted when it had run out."""
    return any(
        extension.approved
        and extension.decided_at is not None
        and extension.was_due_at is not None
        and extension.decided_at > extension.was_due_at
        for extension in item.extensions
        if (after is None or extension.asked_at > after) and (until is None or extension.asked_at <= until)
    )


def _promises_kept(material: Material, final: list[Answer]) -> int:
    """The B and C answers whose promise is fulfilled."""
    kept = {promise.promise_id for promise in material.promises if promise.state == PROMISE_FULFILLED}
    return sum(1 for answer in final if answer.result_class in _WITH_PROMISE and answer.promise_id in kept)


def _days(item: ItemSnapshot, answer: Answer) -> int:
    """Calendar days in Asia/Shanghai from the first assignment, which a redesignation does not move."""
    return (local_day(answer.published_at) - local_day(item.assigned_at)).days
