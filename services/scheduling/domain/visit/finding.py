"""What was found at a visit, one by one: how it is written down, and what is left to settle."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from services.scheduling.domain.days import past_day
from services.scheduling.domain.visit.visit import Visit
from shared.kernel.messages.errors import Refusal
from shared.kernel.messages.ids import derived_id
from shared.language.behaviour import Situation
from shared.language.contracts.scheduling import (
    ANSWERED_AT_VISIT,
    PROMISED_AT_VISIT,
    SET_ASIDE,
    CompleteVisit,
    Finding,
    FindingSettled,
    FoundThere,
    PromisedThere,
    RecordVisit,
    SpotPromise,
)
from shared.language.directory.choosing import department_is_listed, people_are_listed

ReportsVisit = CompleteVisit | RecordVisit


def who_answered_is_listed(_: object, message: ReportsVisit, situation: Situation) -> Refusal | None:
    """Whoever answered on the spot is in the township's list of people (platform)."""
    named = tuple(one.answered_by for one in message.found if one.answered_by)
    return people_are_listed(named, situation.directory, "data.found.answered_by") if named else None


def promises_can_be_kept(_: object, message: ReportsVisit, situation: Situation) -> Refusal | None:
    """What was promised is of a department of the township, for a day that is not over (platform)."""
    for promised in (one.promise for one in message.found if one.promise):
        department = promised.department
        if refusal := department_is_listed(department, situation.directory, "data.found.promise.department"):
            return refusal
        if refusal := past_day(promised.due_on, "data.found.promise.due_on", situation):
            return refusal
    return None


def found(message: ReportsVisit, situation: Situation) -> tuple[Finding, ...]:
    """The findings, each with an id of its own; what was answered or promised on the spot is settled."""
    return tuple(_finding(one, n, situation) for n, one in enumerate(message.found))


def _finding(one: FoundThere, n: int, situation: Situation) -> Finding:
    finding = Finding(finding_id=derived_id("finding", situation.new_id, str(n)), text=one.text)
    if not (one.answer or one.promise):
        return finding
    settled: dict[str, object] = {
        "settled": PROMISED_AT_VISIT if one.promise else ANSWERED_AT_VISIT,
        "said": one.answer,
        "by": one.answered_by or situation.actor.id,
        "at": situation.now,
        "promise": _promise(one.promise, finding) if one.promise else None,
    }
    return finding.model_copy(update=settled)


def _promise(promised: PromisedThere, finding: Finding) -> SpotPromise:
    return SpotPromise(promise_id=derived_id("promise", finding.finding_id), **promised.model_dump())


SPOKEN = (None, ANSWERED_AT_VISIT, SET_ASIDE)
"""Nothing has become of it, or words alone: what it becomes in the same moment in another service counts."""


def spoken_of(visit: Visit, finding_id: str | None) -> bool:
    """Whether the visit has that finding, and no matter, item or promise came of it."""
    return any(one.finding_id == finding_id and one.settled in SPOKEN for one in visit.found)


def to_settle(visit: Visit) -> list[str]:
    """The ids of the findings that nothing has become of yet."""
    return [one.finding_id for one in visit.found if one.settled is None]


def settled(
    visit: Visit,
    finding_id: str,
    how: FindingSettled,
    by: str,
    at: datetime,
    *,
    said: str = "",
    submission_id: str | None = None,
    item_id: str | None = None,
) -> Visit:
    """The visit with what became of that finding."""
    changes = {
        "settled": how,
        "said": said or next((one.said for one in visit.found if one.finding_id == finding_id), ""),
        "by": by,
        "at": at,
        "submission_id": submission_id,
        "item_id": item_id,
    }
    return changed(visit, finding_id, changes)


def changed(visit: Visit, finding_id: str, changes: Mapping[str, object]) -> Visit:
    """The visit in which these fields of that finding are others."""
    after = tuple(
        one.model_copy(update=changes) if one.finding_id == finding_id else one for one in visit.found
    )
    return replace(visit, found=after)
