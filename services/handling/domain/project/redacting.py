"""Redacting a project (民生实事): words that must not be public go out of it, and out of what names it."""

from services.handling.domain.project.project import STATES, Project
from shared.language.behaviour import Clause
from shared.language.contracts import handling
from shared.language.redacting import redacting

REDACTING: tuple[Clause[Project], ...] = redacting(
    handling.ProjectSnapshot,
    STATES,
    handling.RedactProject,
    handling.ProjectRedacted,
)
