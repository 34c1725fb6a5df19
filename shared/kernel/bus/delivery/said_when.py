"""When a command says that it was given: one that is too old, or from the future, might be done twice."""

from datetime import datetime, timedelta

from shared.kernel.messages.errors import Refusal, refuse

FORGOTTEN, EARLY = "forgotten", "early"
AHEAD = timedelta(days=1)
"""How far a sender's clock may be before ours: what is said later than that would be young for ever, and its
id forgotten all the same."""


def may_be_forgotten(said: datetime, now: datetime, known_for: timedelta | None) -> bool:
    """Whether its id may be known no longer. ``known_for`` None: ids are known for ever."""
    return known_for is not None and said < now - known_for


def is_yet_to_come(said: datetime, now: datetime, known_for: timedelta | None) -> bool:
    """Whether it was said after now, by more than a clock may be wrong."""
    return known_for is not None and said > now + AHEAD


def refused(how: str, known_for: timedelta | None) -> Refusal | None:
    """Why that outcome is none; None: it is one."""
    if how == EARLY:
        return refuse("said_in_the_future", "time")
    if how == FORGOTTEN and known_for:
        return refuse("said_too_long_ago", "time", days=known_for.days)
    return None
