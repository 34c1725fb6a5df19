"""The entries about 实地看."""

from services.console.domain.stages import Stage
from services.console.domain.telling.told import SAID, Detail, RuleFrom, Telling, Told
from services.console.domain.telling.values import called
from shared.language.contracts import scheduling

_VISIT = Stage.VISIT


def _completed(event: scheduling.VisitCompleted) -> Detail:
    visit = event.visit
    return {"photos": visit.photos, SAID: visit.findings, "people": len(visit.participants)}


VISITING: tuple[Telling, ...] = (
    Told(scheduling.VisitPlanned, _VISIT, lambda e: {"day": e.visit.day}),
    Told(scheduling.VisitCompleted, _VISIT, _completed),
    Told(scheduling.VisitCancelled, _VISIT, lambda e: {SAID: e.visit.cancelled_reason}),
    Told(scheduling.VisitReminded, _VISIT, lambda e: called(e.visit.waiting), rule=RuleFrom.CATALOGUE),
)
