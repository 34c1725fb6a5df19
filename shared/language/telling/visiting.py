"""The entries about 实地看."""

from shared.language.contracts import scheduling
from shared.language.telling.stages import Stage
from shared.language.telling.told import SAID, Detail, RuleFrom, Telling, Told
from shared.language.telling.values import called, newest

_VISIT = Stage.VISIT


def _completed(event: scheduling.VisitCompleted) -> Detail:
    visit = event.visit
    people = len(visit.participants)
    return {"photos": visit.photos, SAID: visit.findings, "people": people, "found": len(visit.found)}


def _settled(event: scheduling.VisitFindingSettled) -> Detail:
    """Of the finding that was settled last."""
    settled = sorted((one for one in event.visit.found if one.at), key=lambda one: str(one.at))
    return newest(
        settled,
        finding=lambda one: one.text,
        settled=lambda one: one.settled,
        said=lambda one: one.said,
    )


def _duplicate(event: scheduling.VisitDuplicateFound | scheduling.VisitDuplicateOver) -> Detail:
    """Of the finding whose matter was told of last."""
    told = [one for one in event.visit.found if one.duplicate_id]
    in_order = sorted(told, key=lambda one: str(one.duplicate_over_at or one.duplicate_since))
    return newest(in_order, finding=lambda one: one.text)


VISITING: tuple[Telling, ...] = (
    Told(scheduling.VisitPlanned, _VISIT, lambda e: {"day": e.visit.day}),
    Told(scheduling.VisitCompleted, _VISIT, _completed),
    Told(scheduling.VisitFindingSettled, _VISIT, _settled),
    Told(scheduling.VisitDuplicateFound, _VISIT, _duplicate),
    Told(scheduling.VisitDuplicateOver, _VISIT, _duplicate),
    Told(scheduling.VisitCancelled, _VISIT, lambda e: {SAID: e.visit.cancelled_reason}),
    Told(scheduling.VisitReminded, _VISIT, lambda e: called(e.visit.waiting), rule=RuleFrom.CATALOGUE),
    Told(scheduling.VisitRedacted, _VISIT, strikes=True),
)
