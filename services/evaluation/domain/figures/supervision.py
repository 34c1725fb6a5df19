"""Refusals, extensions and the acts of supervision (督办) on the items that deputies rate."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from services.evaluation.domain.figures.material import Material
from shared.language.calendar import local_day
from shared.language.contracts.figures import Rate
from shared.language.contracts.handling import ESCALATION, NOTE, PRESSED, REMINDER, URGE, ItemSnapshot

_LADDER = (REMINDER, URGE, ESCALATION)


def figures_of_supervision(material: Material, today: date) -> dict[str, Any]:
    """Every refusal of a department counts, consented or not; of extensions those granted; of open notices
    those that should be answered before ``today``."""
    items = material.rated_items
    kinds = [act.kind for item in items for act in item.supervisions]
    return {
        "refusals": sum(len(item.declines) for item in items),
        "redesignations": sum(item.redesignations for item in items),
        "max_hops": max((item.hops for item in items), default=0),
        "extensions": sum(1 for item in items for extension in item.extensions if extension.approved),
        "urges": kinds.count(URGE),
        "escalations": kinds.count(ESCALATION),
        "opinions": kinds.count(NOTE),
        "pressed": kinds.count(PRESSED),
        "notices_in_time": _notices_in_time(items, today),
        "key_items": sum(1 for item in items if item.key_marks and item.key_marks[-1].taken_off_at is None),
        "findings_left": sum(1 for visit in material.visits for one in visit.found if one.settled is None),
        "reminders": {item.item_id: days for item in items if (days := _ladder_days(item))},
    }


def _notices_in_time(items: Iterable[ItemSnapshot], today: date) -> Rate:
    """A notice that is open counts from the day after its last one."""
    due = [
        one
        for item in items
        for one in item.notices
        if one.withdrawn_at is None and (one.answered_at or one.answer_by < today)
    ]
    return Rate(count=sum(1 for one in due if one.answered_at and not one.late), of=len(due))


def _ladder_days(item: ItemSnapshot) -> tuple[str, ...]:
    """The days (ISO, Asia/Shanghai) on which the reminder ladder acted, in order."""
    return tuple(sorted(local_day(act.at).isoformat() for act in item.supervisions if act.kind in _LADDER))
