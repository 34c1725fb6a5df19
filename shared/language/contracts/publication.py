"""What is public of a thing, as a person decided it, and what was struck out of it afterwards."""

from typing import Literal

from shared.kernel.messages.base import Contract, Id, Instant, Line, Prose


class Redaction(Contract):
    """Words that the office struck out of everything that the public reads of a thing; kept inside."""

    words: Line
    why: Prose
    by: Id
    at: Instant


Extent = Literal["full", "summary", "no"]
"""How far a text is public: in its own (masked) words, in the words of who decided, or not at all."""
