"""The reasons for which a matter is refused: each has its basis in law and says where to go instead."""

from dataclasses import replace

from services.intake.domain.submission.submission import Submission
from shared.language.reference import reference


def refused_for(submission: Submission, reason_code: str) -> Submission:
    """Refused for one of the township's reasons; basis and where to go instead follow from it."""
    reason = reference().inadmissible[reason_code]
    return replace(
        submission,
        refused_reason=reason.code,
        refused_basis=reason.basis,
        refused_where_to_go=reason.where_to_go,
    )
