"""The six stages of the loop."""

from enum import StrEnum


class Stage(StrEnum):
    """互动提, 实地看, 座谈议, 政府办, 人大督, 代表评, in the order of the loop."""

    RAISE = "raise"
    VISIT = "visit"
    DISCUSS = "discuss"
    HANDLE = "handle"
    SUPERVISE = "supervise"
    RATE = "rate"
