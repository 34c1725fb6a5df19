"""The verdict on a message whose handling failed: a pure function of the error and the number of attempts."""

from dataclasses import dataclass

from asyncpg import PostgresError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from shared.kernel.bus.delivery.delivery import Park, RetryLater, WithoutRoom
from shared.kernel.messages.errors import ConnectionLost, NotYetKnown, StaleVersion, Unprocessable
from shared.kernel.messages.topology import RETRY_TIERS
from shared.kernel.messages.wordless import in_brief
from shared.kernel.store.sqlstates import in_words, lacks_room

RETRIES_AT_ONCE = 5
ATTEMPTS_SPENT = "attempts_spent"
"""The reason of a message that is parked because every retry failed."""
_CONFLICTS = frozenset({"40001", "40P01", "55P03"})
"""SQLSTATE of serialization failure, deadlock, lock not available: a fresh session usually succeeds."""


@dataclass(frozen=True, slots=True)
class RetryNow:
    """Again at once, with a fresh session."""


Verdict = RetryNow | RetryLater | Park


def judge(error: BaseException, at_once: int, later: int) -> Verdict:
    """Decide.

    ``at_once``: immediate retries spent since the last delivery; ``later``: delayed retries spent in all.
    Ends in Park after at most ``RETRIES_AT_ONCE`` immediate retries in each of the tiers.
    """
    if isinstance(error, Unprocessable):
        return Park(error.reason, error.detail)
    if lacks_room(error):
        return WithoutRoom(next(iter(RETRY_TIERS)), in_words(error))
    if _is_conflict(error) and at_once < RETRIES_AT_ONCE:
        return RetryNow()
    tiers = tuple(RETRY_TIERS)
    if later < len(tiers):
        return RetryLater(tiers[later])
    reason = "not_yet_known" if isinstance(error, NotYetKnown) else ATTEMPTS_SPENT
    return Park(reason, in_brief(error))


def _is_conflict(error: BaseException) -> bool:
    if isinstance(error, StaleVersion | ConnectionLost):
        return True
    if isinstance(error, PostgresError):
        return error.sqlstate in _CONFLICTS
    if isinstance(error, DBAPIError) and not isinstance(error, InterfaceError | OperationalError):
        return getattr(error.orig, "sqlstate", None) in _CONFLICTS
    return isinstance(error, DBAPIError) and (
        error.connection_invalidated or getattr(error.orig, "sqlstate", None) in _CONFLICTS
    )
