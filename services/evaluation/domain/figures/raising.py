"""Counts of the matters raised, the places of their discussion, and the raisers answered."""

from collections import Counter
from typing import Any

from services.evaluation.domain.figures.material import Material
from shared.language.contracts.figures import Rate
from shared.language.contracts.intake import (
    SUBMISSION_REJECTED,
    SUBMISSION_SPLIT,
    SUBMISSION_WITHDRAWN,
    SubmissionSnapshot,
)


def figures_of_raising(material: Material) -> dict[str, Any]:
    """响应率: answered or refused with a reason, of all raised; withdrawn ones are in ``raised`` alone.
    What was split counts by its parts."""
    raised = [s for s in material.submissions if s.state != SUBMISSION_SPLIT]
    standing = [s for s in raised if s.state != SUBMISSION_WITHDRAWN]
    by_answer = sum(1 for s in standing if _answered(s))
    by_refusal = sum(
        1 for s in standing if not _answered(s) and s.state == SUBMISSION_REJECTED and s.refused_reason
    )
    return {
        "raised": len(raised),
        "answered_by_answer": by_answer,
        "answered_by_refusal": by_refusal,
        "raisers_untold": sum(1 for s in standing if s.untold_since),
        "response_rate": Rate(count=by_answer + by_refusal, of=len(standing)),
        "topics_by_origin": dict(Counter(topic.origin for topic in material.topics)),
        "meetings_held": sum(1 for meeting in material.meetings if meeting.held_at),
        "visits_done": sum(1 for visit in material.visits if visit.done_at),
    }


def _answered(submission: SubmissionSnapshot) -> bool:
    """By the answer to an item, by word of mouth, or by the county to which it was handed up."""
    by_county = any(forwarding.answered_at for forwarding in submission.forwardings)
    return bool(submission.answers or submission.spoken_answer) or by_county
