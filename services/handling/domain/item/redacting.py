"""Redacting an item (办理事项): words that must not be public go out of it, as they do out of
topics, matters, meetings, visits and promises that it names or that name it."""

from services.handling.domain.item.item import STATES, Item
from shared.language.behaviour import Clause
from shared.language.contracts import handling, intake, scheduling
from shared.language.redacting import redacting

REDACTING: tuple[Clause[Item], ...] = redacting(
    handling.ItemSnapshot,
    STATES,
    handling.RedactItem,
    handling.ItemRedacted,
    heard=(
        intake.SubmissionRedacted,
        intake.SubmissionMadeConfidential,
        intake.TopicRedacted,
        scheduling.MeetingRedacted,
        scheduling.VisitRedacted,
        handling.PromiseRedacted,
    ),
)
