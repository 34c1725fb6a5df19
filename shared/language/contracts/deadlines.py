"""Open deadlines that are counted anew: the timer for it, and what an event tells of one that moved."""

from datetime import date
from typing import Final, Literal

from shared.kernel.messages.base import Contract, Instant, Sweep

RULES: Final = "rules"
CALENDAR: Final = "calendar"
Because = Literal["rules", "calendar"]
"""What is other than it was: the township's rules, or the holidays of a year."""


class DeadlineMoved(Contract):
    """An open deadline has moved; days stand as the 24:00 with which they end."""

    was: Instant
    now: Instant
    because: Because


class CountAnew(Sweep):
    """Every open thing of a kind counts its deadline anew; one class for each kind."""

    because: Because
    since: date | None = None
    """The first day of the rules, Asia/Shanghai; none: the calendar holds at once."""
