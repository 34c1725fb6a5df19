"""A partner's quota: a number of matters in any stretch of time of a given length, by the clock and not by
the calendar."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

LONGEST = timedelta(days=31)
_TEXT = re.compile(r"([1-9][0-9]{0,3}) (minute|hour|day)s?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Quota:
    """``partner``: the owner's name in the partners file."""

    partner: str
    at_most: int
    within: timedelta

    def again(self, full_since: datetime | None, now: datetime) -> datetime | None:
        """The first moment at which one more may be handed in; None: now.

        ``full_since``: when the last but ``at_most - 1`` was handed in; None, if there are not so many.
        """
        if full_since is None or full_since + self.within <= now:
            return None
        return full_since + self.within


def read_window(text: object) -> timedelta:
    """Read "30 minutes", "1 hour", "2 days": one space, the s is optional. Raises ValueError for anything
    else."""
    match = _TEXT.fullmatch(text) if isinstance(text, str) else None
    if match is None:
        raise ValueError(f"{text!r} is no time; write for example '30 minutes', '1 hour' or '2 days'")
    window = timedelta(**{f"{match[2]}s": int(match[1])})
    if window > LONGEST:
        raise ValueError(f"{text!r} is longer than {LONGEST.days} days")
    return window
