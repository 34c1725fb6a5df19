"""Redacting a visit (实地看): words that must not be public go out of it, as they do out of
what it was for, and what came of it."""

from services.scheduling.domain.visit.visit import STATES, Visit
from shared.language.behaviour import Clause
from shared.language.contracts import handling, intake, scheduling
from shared.language.redacting import redacting

REDACTING: tuple[Clause[Visit], ...] = redacting(
    scheduling.VisitSnapshot,
    STATES,
    scheduling.RedactVisit,
    scheduling.VisitRedacted,
    heard=(
        intake.SubmissionRedacted,
        intake.SubmissionMadeConfidential,
        intake.TopicRedacted,
        handling.ItemRedacted,
        handling.ItemConfidentialityChanged,
        handling.PromiseRedacted,
    ),
)
