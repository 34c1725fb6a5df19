"""The outcomes of the promises that B and C answers made."""

from typing import Any

from services.evaluation.domain.figures.material import Material
from shared.language.contracts.handling import PROMISE_FULFILLED, PROMISE_OPEN, PROMISE_OVERDUE


def figures_of_promises(material: Material) -> dict[str, Any]:
    """Counts by state, and which are still open."""
    states = [promise.state for promise in material.promises]
    return {
        "promises_total": len(states),
        "promises_fulfilled": states.count(PROMISE_FULFILLED),
        "promises_open": states.count(PROMISE_OPEN),
        "promises_overdue": states.count(PROMISE_OVERDUE),
        "open_promises": tuple(p.promise_id for p in material.promises if p.state == PROMISE_OPEN),
    }
