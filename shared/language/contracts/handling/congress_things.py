"""What is seen of an item that the congress has taken: the talk of both sides, and the decision."""

from datetime import date

from shared.kernel.messages.base import Code, Contract, Id, Instant, Prose

ANSWER_STANDS, CANNOT_BE_MET, BECOMES_PROJECT, HANDED_UP = (
    "answer_stands",
    "cannot_be_met",
    "becomes_project",
    "handed_up",
)
DECISIONS = (ANSWER_STANDS, CANNOT_BE_MET, BECOMES_PROJECT, HANDED_UP)
"""What the congress may decide; each ends the item. What it orders to be built is a project, with an end of
its own (docs/adr, 0061)."""


class BothSides(Contract):
    """A talk of both sides (督办座谈): deputies and department, before the congress decides."""

    day: date
    """The day on which they met, Asia/Shanghai."""
    text: Prose
    """The minutes."""
    by: Id
    at: Instant


class CongressDecision(Contract):
    """What the congress, or its presidium, has decided about the item."""

    kind: Code
    """One of ``DECISIONS``."""
    text: Prose
    day: date
    """The day of the decision, Asia/Shanghai."""
    by: Id
    """Who recorded it."""
    at: Instant
    corrects_because: Prose = ""
    """Why what was recorded before was wrong; empty: nothing was recorded before."""
