"""The reasons for which a matter is refused: each has its basis in law and says where to go instead."""

from dataclasses import replace

from services.intake.domain.submission.submission import Submission
from shared.language.behaviour import Situation


def refused_for(submission: Submission, reason_code: str, situation: Situation) -> Submission:
    """Refused for one of the township's reasons; basis and where to go instead follow from it.

    A refusal by time itself names a reason that the township may have struck from its list: then the code
    alone stands.
    """
    reason = situation.directory.reasons.get(reason_code)
    if reason is None:
        return replace(submission, refused_reason=reason_code)
    return replace(
        submission,
        refused_reason=reason.code,
        refused_basis=reason.basis,
        refused_where_to_go=reason.where_to_go,
    )
