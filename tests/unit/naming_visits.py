"""The fields of a visit's commands that name people."""

from collections.abc import Callable
from typing import Any

from services.scheduling.domain.visit.planning import VisitFacts
from services.scheduling.domain.visit.table import VISIT_TABLE
from shared.kernel.messages.base import Command
from shared.language.contracts import scheduling
from tests.support.world import at
from tests.unit.naming_kind import Naming
from tests.unit.scheduling.samples import VISIT

COMPLETE = scheduling.CompleteVisit(visit_id="V9", findings="闸板锈穿", participants=("deputy-01",))
RECORD = scheduling.RecordVisit(
    place="老码头", day=at("2026-09-10 08:00").date(), findings="灯不亮", participants=("deputy-01",)
)


def answered_by(id: str) -> dict[str, object]:
    """A finding that somebody answered on the spot."""
    return {"found": (scheduling.FoundThere(text="灯不亮", answer="已修", answered_by=id),)}


def _after(give: Callable[[str], tuple[Any, Command]]) -> Naming:
    facts = VisitFacts(subject_known=False)
    when = at("2026-09-10 17:00")
    return Naming(VISIT_TABLE, "unknown_people", give, after_the_day=True, when=when, facts=facts)


VISITS: dict[str, Naming] = {
    "scheduling.visit.complete.v1: participants": _after(
        lambda id: (VISIT, COMPLETE.model_copy(update={"participants": (id,)}))
    ),
    "scheduling.visit.complete.v1: found.answered_by": _after(
        lambda id: (VISIT, COMPLETE.model_copy(update=answered_by(id)))
    ),
    "scheduling.visit.record.v1: participants": _after(
        lambda id: (None, RECORD.model_copy(update={"participants": (id,)}))
    ),
    "scheduling.visit.record.v1: found.answered_by": _after(
        lambda id: (None, RECORD.model_copy(update=answered_by(id)))
    ),
}
