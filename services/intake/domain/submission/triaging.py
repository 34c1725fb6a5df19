"""Triage's suggestions for a submission, in the words of the contracts; and the training examples from
people's decisions."""

from dataclasses import asdict, replace
from datetime import datetime
from decimal import Decimal

from services.intake.domain.headline import headline
from services.intake.domain.submission.submission import Submission
from services.intake.domain.triage.assess import Assessment
from services.intake.domain.triage.model import (
    ADMISSIBLE,
    CATEGORY,
    DEPARTMENT,
    DEPUTY_GROUP,
    KIND,
    LEADER,
    SMALL_MATTER,
    URGENCY,
    TrainingExample,
    TriageInput,
    TriageResult,
)
from services.intake.domain.triage.suggest import UNCLEAR
from shared.kernel.messages.base import Bilingual
from shared.language.contracts.intake import Suggested, TriageSuggestion
from shared.language.contracts.intake.submission_states import FAST_LANE

YES, NO = "yes", "no"


def triaged(submission: Submission, assessed: Assessment, sure_from: Decimal) -> Submission:
    """With what was found in its original words: what others may read of them, and a suggestion, whose
    urgency counts until the office decides. There is none where the township's lists have nothing to
    suggest. ``sure_from``: the least certainty, 0 to 1, of what may be followed as it is."""
    result, suggestion = assessed.result, _suggestion(assessed.result, sure_from)
    return replace(
        submission,
        title=result.title or headline(result.text),
        text=result.text,
        triage=suggestion,
        urgency=result.urgency,
    )


def told_of(result: TriageResult) -> tuple[str, ...]:
    """What of them is masked, for the sender: field, kind and place of each piece."""
    return tuple(
        f"{'title' if at < result.of_title else 'text'}:{piece.mark}"
        for at, piece in enumerate(result.private)
    )


def lesson(submission: Submission, decided_by: str, decided_at: datetime) -> dict[str, object]:
    """The office's decisions about it, as a training example; None where it decided nothing.

    A refused matter is not sorted in: its category and kind are the raiser's own words.
    """
    refused = submission.refused_reason is not None
    example = TrainingExample(
        ref=submission.submission_id,
        text=submission.text,
        title=submission.title,
        channel=submission.channel,
        village=submission.village,
        category=None if refused else submission.category,
        department=submission.department,
        urgency=None if refused else submission.urgency,
        kind=None if refused else submission.kind,
        admissible=not refused,
        inadmissible_reason=submission.refused_reason,
        small_matter=True if submission.state == FAST_LANE else None,
        decided_by=decided_by,
        decided_at=decided_at,
    )
    return {**asdict(example), "decided_at": decided_at.isoformat(), "suggested": _values(submission.triage)}


def words_of(submission: Submission) -> TriageInput:
    """Its original words, with when and where, as they stand now."""
    return TriageInput(
        text=submission.original_text,
        title=submission.original_title,
        channel=submission.channel,
        village=submission.village,
        latitude=float(submission.latitude) if submission.latitude is not None else None,
        longitude=float(submission.longitude) if submission.longitude is not None else None,
        submitted_at=submission.submitted_at,
    )


def _suggestion(result: TriageResult, sure_from: Decimal) -> TriageSuggestion | None:
    if not (result.category and result.department and result.leader):
        return None

    def suggested(field: str, value: str) -> Suggested:
        why = result.why[field]
        confidence = round(min(max(result.confidence[field], 0.0), 1.0), 3)
        said = Bilingual(zh=why.zh, en=why.en)
        return Suggested(
            value=value,
            confidence=confidence,
            by=why.by,
            why=said,
            sure=confidence >= sure_from and value != UNCLEAR,
        )

    return TriageSuggestion(
        category=suggested(CATEGORY, result.category),
        department=suggested(DEPARTMENT, result.department),
        leader=suggested(LEADER, result.leader),
        deputy_group=suggested(DEPUTY_GROUP, result.deputy_group) if result.deputy_group else None,
        urgency=suggested(URGENCY, result.urgency),
        kind=suggested(KIND, result.kind),
        admissible=suggested(ADMISSIBLE, result.inadmissible_reason or YES),
        small_matter=suggested(SMALL_MATTER, YES if result.small_matter else NO),
        matters=result.matters,
    )


def _values(suggestion: TriageSuggestion | None) -> dict[str, str]:
    if suggestion is None:
        return {}
    return {name: field.value for name, field in suggestion if isinstance(field, Suggested)}
