"""Lengths of time as the rules state them: an amount of hours, working days, calendar days or months."""

import re
from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """The units of 民法典 art. 200, with the working day that administrative rules add."""

    HOUR = "hour"
    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"


_TEXT = re.compile(rf"([1-9][0-9]{{0,4}}) ({'|'.join(Unit)})s?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Period:
    """A positive length of time, e.g. three months. It has no start; `deadline` gives it one.

    Raises ValueError when `amount` is not positive.
    """

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"a period is at least 1 {self.unit}, not {self.amount}")

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read "3 months", "7 working_days", "15 calendar_days", "2 hours"; one space, the s is optional.

        `str(period)` writes the same form. Raises ValueError for anything else.
        """
        match = _TEXT.fullmatch(text)
        if match is None:
            raise ValueError(f"{text!r} is no period; write for example '3 months' or '7 working_days'")
        return cls(int(match[1]), Unit(match[2]))

    def __str__(self) -> str:
        return f"{self.amount} {self.unit}{'' if self.amount == 1 else 's'}"
