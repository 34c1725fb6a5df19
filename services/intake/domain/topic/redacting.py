"""Redacting a topic (议题): words that must not be public go out of it, as they do out of
its matters, meetings and items."""

from services.intake.domain.topic.topic import STATES, Topic
from shared.language.behaviour import Clause
from shared.language.contracts import handling, intake, scheduling
from shared.language.redacting import redacting

REDACTING: tuple[Clause[Topic], ...] = redacting(
    intake.TopicSnapshot,
    STATES,
    intake.RedactTopic,
    intake.TopicRedacted,
    heard=(
        intake.SubmissionRedacted,
        intake.SubmissionMadeConfidential,
        scheduling.MeetingRedacted,
        handling.ItemRedacted,
    ),
)
