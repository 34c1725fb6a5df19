"""One secret vote."""

from dataclasses import dataclass

DISSATISFIED = "dissatisfied"
CHOICES = ("satisfied", "basically", DISSATISFIED, "abstained")
"""满意 / 基本满意 / 不满意 / 弃权, on either axis."""


@dataclass(frozen=True, slots=True)
class Vote:
    """What one deputy chose. It stands in the table ``votes`` alone, without a name: in no event, no other
    document and no log."""

    process: str
    result: str
    reason: str

    @property
    def is_dissatisfied(self) -> bool:
        """不满意 on either axis."""
        return DISSATISFIED in (self.process, self.result)
