"""Redacting a matter (群众意见): words that must not be public go out of it, as they do out of
its topic, items, visits and meetings."""

from services.intake.domain.submission.submission import STATES, Submission
from services.intake.domain.submission.telling import TOLD_IN, to_tell
from shared.language.behaviour import Clause, Situation
from shared.language.contracts import handling, intake, scheduling
from shared.language.redacting import redacting


def raiser_is_told(submission: Submission, situation: Situation) -> Submission:
    """Whoever raised it hears what was taken out and why; who took it back hears nothing more."""
    return to_tell(submission, situation) if submission.state in TOLD_IN else submission


REDACTING: tuple[Clause[Submission], ...] = redacting(
    intake.SubmissionSnapshot,
    STATES,
    intake.RedactSubmission,
    intake.SubmissionRedacted,
    heard=(
        intake.TopicRedacted,
        scheduling.MeetingRedacted,
        scheduling.VisitRedacted,
        handling.ItemRedacted,
    ),
    and_then=raiser_is_told,
)
