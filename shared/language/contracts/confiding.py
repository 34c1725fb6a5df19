"""What follows elsewhere when a matter becomes the house's alone (ADR 0072)."""

import re
from typing import Protocol, runtime_checkable

LAST = ("confidential",)
"""All that others read, beside what they must, of a thing that was public and is the house's alone."""


class Confided(Protocol):
    """A thing that is the house's alone, or was, as its matter is."""

    @property
    def confidential(self) -> bool:
        """It is the house's alone."""
        ...

    @property
    def confidings(self) -> int:
        """How often the office had decided whether it is, when that was heard: news may overtake each
        other."""
        ...


@runtime_checkable
class TakesBack(Protocol):
    """An event after which words are public no more, wherever they were copied."""

    def taken_back(self) -> tuple[str, ...]:
        """The words: sentences of titles, texts and places that others read of the thing until then."""
        ...


_SENTENCE_ENDS = re.compile(r"[\n。！？!?；;]+")


def sentences(*texts: str) -> tuple[str, ...]:
    """The sentences of these texts, each once: a copy seldom has the whole of a text."""
    found = (one.strip() for text in texts for one in _SENTENCE_ENDS.split(text))
    return tuple(dict.fromkeys(filter(None, found)))
