"""One finding became two things, as two people settled it at the same moment in two services. The item is
what came of it, the matter is one too many: the office withdraws or refuses it, or takes it another way."""

from dataclasses import dataclass
from datetime import datetime

from services.scheduling.domain.visit.finding import changed
from services.scheduling.domain.visit.settling import take_assigned
from services.scheduling.domain.visit.visit import DONE, STATES, Visit
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import ItemAssigned
from shared.language.contracts.intake import (
    SubmissionAnsweredByWord,
    SubmissionAnsweredThere,
    SubmissionClosed,
    SubmissionEvent,
    SubmissionFastLaned,
    SubmissionForwarded,
    SubmissionMerged,
    SubmissionReceived,
    SubmissionRejected,
    SubmissionSplit,
    SubmissionWithdrawn,
)
from shared.language.contracts.scheduling import (
    RAISED_FROM_VISIT,
    Finding,
    VisitDuplicateFound,
    VisitDuplicateOver,
)
from shared.language.waiting import anybody, within

GOES_ITS_WAY: tuple[type[SubmissionEvent], ...] = (
    SubmissionWithdrawn,
    SubmissionRejected,
    SubmissionMerged,
    SubmissionFastLaned,
    SubmissionForwarded,
    SubmissionSplit,
    SubmissionAnsweredByWord,
    SubmissionAnsweredThere,
    SubmissionClosed,
)
"""The office has decided what becomes of the matter."""
_WHY = "platform: what two people settle at once is told, and the office sees to what is one too many"


@dataclass(frozen=True, slots=True)
class MatterFacts:
    """``is_open``: the office has not decided what becomes of the matter that was raised of the finding."""

    is_open: bool = False


def raised_too(visit: Visit, message: SubmissionReceived, _situation: Situation) -> bool:
    """The matter was raised of a finding that is an item or a promise by now."""
    finding = _of(visit, message)
    return finding is not None and message.submission.submission_id not in (
        finding.submission_id,
        finding.duplicate_id,
    )


def assigned_too(visit: Visit, message: ItemAssigned, situation: Situation[MatterFacts]) -> bool:
    """The item was assigned of a finding that is a matter by now, about which nothing is decided."""
    return situation.facts.is_open and any(
        one.finding_id == message.item.finding_id and one.settled == RAISED_FROM_VISIT for one in visit.found
    )


def is_one_too_many(visit: Visit, message: SubmissionEvent, _situation: Situation) -> bool:
    """The matter is the one that the office was told of."""
    return any(one.duplicate_id == message.submission.submission_id for one in duplicates(visit))


def note_matter(visit: Visit, message: SubmissionReceived, _situation: Situation) -> Visit:
    """The matter is one too many."""
    submission = message.submission
    assert submission.finding_id
    return _with_duplicate(visit, submission.finding_id, submission.submission_id, submission.submitted_at)


def prefer_item(visit: Visit, message: ItemAssigned, situation: Situation) -> Visit:
    """A department has it already: the item is what came of it, and the matter is one too many."""
    matter = next(one for one in visit.found if one.finding_id == message.item.finding_id)
    assert matter.submission_id
    after = take_assigned(visit, message, situation)
    return _with_duplicate(after, matter.finding_id, matter.submission_id, message.item.assigned_at)


def note_its_way(visit: Visit, message: SubmissionEvent, situation: Situation) -> Visit:
    """The office is waited for no more."""
    finding_id = message.submission.finding_id or ""
    return changed(visit, finding_id, {"duplicate_over_at": situation.now})


def duplicates(visit: Visit) -> list[Finding]:
    """The findings of which there is a matter too many that the office has not seen to."""
    return [one for one in visit.found if one.duplicate_id and one.duplicate_over_at is None]


def _of(visit: Visit, message: SubmissionReceived) -> Finding | None:
    return next((one for one in visit.found if one.finding_id == message.submission.finding_id), None)


def _with_duplicate(visit: Visit, finding_id: str, submission_id: str, at: datetime) -> Visit:
    return changed(
        visit, finding_id, {"duplicate_id": submission_id, "duplicate_since": at, "duplicate_over_at": None}
    )


def first_since(visit: Visit) -> datetime:
    """Since when the oldest of them is there."""
    return min(one.duplicate_since for one in duplicates(visit) if one.duplicate_since)


def some_are_too_many(visit: Visit) -> bool:
    """A matter is one too many."""
    return bool(duplicates(visit))


DUPLICATING: tuple[Clause[Visit], ...] = (
    Transition(
        (DONE,), SubmissionReceived, None, VisitDuplicateFound, why=_WHY, when=raised_too, change=note_matter
    ),
    Transition(
        (DONE,),
        ItemAssigned,
        None,
        VisitDuplicateFound,
        why=_WHY,
        facts=MatterFacts,
        when=assigned_too,
        change=prefer_item,
    ),
    Ignore(STATES, SubmissionReceived, "the finding is settled already"),
    Ignore(STATES, ItemAssigned, "the finding is settled already"),
    *(
        Transition(
            (DONE,), event, None, VisitDuplicateOver, why=_WHY, when=is_one_too_many, change=note_its_way
        )
        for event in GOES_ITS_WAY
    ),
    *(Ignore(STATES, event, "it is what came of the finding") for event in GOES_ITS_WAY),
    within(
        lambda rules: rules.waits.settle_findings_within,
        (DONE,),
        "withdraw_duplicate",
        anybody(Role.OFFICE),
        why="platform: a matter too many is withdrawn or goes its way in time (waits.settle_findings_within)",
        since=first_since,
        when=some_are_too_many,
    ),
)
