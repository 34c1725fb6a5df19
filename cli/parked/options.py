"""How ids, ages and people are written on the command line."""

import os
import re
from datetime import timedelta

from shared.language.topology import CONSUMERS

_OLDEST = timedelta(days=36_500)
"""Nothing is older, and the calendar does not reach back for ever."""
_POSITION = re.compile("[0-9]{1,18}")
"""What a column of 64 bits holds."""
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def split_id(text: str) -> tuple[str, int]:
    """``handling:12`` is the message at position 12 of handling's. Raises ValueError."""
    service, _, position = text.partition(":")
    if service not in CONSUMERS or not _POSITION.fullmatch(position):
        raise ValueError(f"{text}: handling:12")
    return service, int(position)


def duration(text: str) -> timedelta:
    """``90s``, ``30m``, ``2h`` or ``3d``. Raises ValueError."""
    found = re.fullmatch(r"([0-9]{1,9})([smhd])", text)
    if not found:
        raise ValueError(f"{text}: 90s 30m 2h 3d")
    age = timedelta(**{_UNITS[found[2]]: int(found[1])})
    if age > _OLDEST:
        raise ValueError(f"{text}: {_OLDEST.days}d")
    return age


def login_name() -> str:
    """The person at this terminal, as far as the system knows."""
    return (
        os.environ.get("SUDO_USER")
        or os.environ.get("USER")
        or os.environ.get("LOGNAME")
        or f"uid {os.getuid()}"
    )
