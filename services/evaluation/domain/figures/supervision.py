"""Refusals, extensions and the acts of supervision (督办) on the items from meetings."""

from typing import Any

from services.evaluation.domain.figures.material import Material
from shared.language.calendar import local_day
from shared.language.contracts.handling import ESCALATION, REMINDER, URGE, ItemSnapshot

_LADDER = (REMINDER, URGE, ESCALATION)


def figures_of_supervision(material: Material) -> dict[str, Any]:
    """Every refusal of a department counts, consented or not; of extensions those granted."""
    items = material.items_from_meetings
    kinds = [act.kind for item in items for act in item.supervisions]
    return {
        "refusals": sum(len(item.declines) for item in items),
        "redesignations": sum(item.redesignations for item in items),
        "max_hops": max((item.hops for item in items), default=0),
        "extensions": sum(1 for item in items for extension in item.extensions if extension.approved),
        "urges": kinds.count(URGE),
        "escalations": kinds.count(ESCALATION),
        "reminders": {item.item_id: days for item in items if (days := _ladder_days(item))},
    }


def _ladder_days(item: ItemSnapshot) -> tuple[str, ...]:
    """The days (ISO, Asia/Shanghai) on which the reminder ladder acted, in order."""
    return tuple(sorted(local_day(act.at).isoformat() for act in item.supervisions if act.kind in _LADDER))
