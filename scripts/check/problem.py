"""One entry of the list that ``make check`` ends with."""

from dataclasses import dataclass
from typing import NamedTuple


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with something, and what to do about it."""

    about: str
    """A message type, a file, a test: what can be searched for."""
    wrong: str
    todo: str = ""
    """Empty where what is wrong already says it."""

    def __str__(self) -> str:
        return f"{self.about}: {self.wrong}" + (f" → {self.todo}" if self.todo else "")


class Sentence(NamedTuple):
    """A part of an error's text that makers of messages meet, and what to do when it comes."""

    part: str
    todo: str
