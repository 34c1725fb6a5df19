"""Redacting a meeting (约见): words that must not be public go out of it, as they do out of
what stands on its agenda."""

from services.scheduling.domain.meeting.meeting import STATES, Meeting
from shared.language.behaviour import Clause
from shared.language.contracts import handling, intake, scheduling
from shared.language.redacting import redacting

REDACTING: tuple[Clause[Meeting], ...] = redacting(
    scheduling.MeetingSnapshot,
    STATES,
    scheduling.RedactMeeting,
    scheduling.MeetingRedacted,
    heard=(
        intake.SubmissionRedacted,
        intake.SubmissionMadeConfidential,
        intake.TopicRedacted,
        handling.ItemRedacted,
        handling.ItemConfidentialityChanged,
        handling.PromiseRedacted,
        handling.ProjectRedacted,
    ),
)
