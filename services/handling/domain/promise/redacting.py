"""Redacting a promise (承诺): words that must not be public go out of it, as they do out of
the item or visit that made it."""

from services.handling.domain.promise.promise import STATES, Promise
from shared.language.behaviour import Clause
from shared.language.contracts import handling, scheduling
from shared.language.redacting import redacting

REDACTING: tuple[Clause[Promise], ...] = redacting(
    handling.PromiseSnapshot,
    STATES,
    handling.RedactPromise,
    handling.PromiseRedacted,
    heard=(
        handling.ItemRedacted,
        handling.ItemConfidentialityChanged,
        scheduling.VisitRedacted,
    ),
)
