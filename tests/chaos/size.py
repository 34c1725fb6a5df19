"""How much of what: everything else follows from these numbers and the seed."""

from dataclasses import dataclass

MATTER_SIZE = 5
"""Submissions that walk the loop together: one topic, one meeting, one item."""


@dataclass(frozen=True)
class Size:
    """``cases`` submissions in all, ``loops`` of them from raise to rate; ``limit`` is seconds for
    everything."""

    cases: int
    loops: int
    faults: int
    seed: int
    limit: float
    outage: float
    """Seconds of the one long outage of the broker; 0: none."""

    @property
    def matters(self) -> int:
        """How many topics the loops make, rounded up."""
        return -(-self.loops // MATTER_SIZE)

    @property
    def crowd(self) -> int:
        """Submissions that do not walk the whole way."""
        return max(0, self.cases - self.matters * MATTER_SIZE)
