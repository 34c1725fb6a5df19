"""The outcomes of the promises that B and C answers made, and of those made on the spot at a visit."""

from typing import Any

from services.evaluation.domain.figures.material import Material
from shared.language.contracts.figures import Rate
from shared.language.contracts.handling import (
    PROMISE_CLAIMED,
    PROMISE_FULFILLED,
    PROMISE_OPEN,
    PROMISE_OVERDUE,
)


def figures_of_promises(material: Material) -> dict[str, Any]:
    """Counts by state, which are still open, and what deputies say of those that should be kept."""
    states = [promise.state for promise in material.promises]
    words = [word.kept for promise in material.promises for word in promise.judgements]
    return {
        "promises_total": len(states),
        "promises_fulfilled": states.count(PROMISE_FULFILLED),
        "promises_claimed": states.count(PROMISE_CLAIMED),
        "promises_open": states.count(PROMISE_OPEN),
        "promises_overdue": states.count(PROMISE_OVERDUE),
        "open_promises": tuple(p.promise_id for p in material.promises if p.state == PROMISE_OPEN),
        "promises_changed": sum(1 for promise in material.promises if promise.changes),
        "promise_judgements": Rate(count=sum(words), of=len(words)),
    }
