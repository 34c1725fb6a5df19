"""One secret vote."""

from dataclasses import dataclass
from datetime import datetime

DISSATISFIED = "dissatisfied"
CHOICES = ("satisfied", "basically", DISSATISFIED, "abstained")
"""满意 / 基本满意 / 不满意 / 弃权, on either axis."""


@dataclass(frozen=True, slots=True)
class Vote:
    """The vote of one deputy. It stands in the table ``votes`` alone: in no event, no other document and no
    log."""

    voter: str
    process: str
    result: str
    reason: str
    cast_at: datetime

    @property
    def is_dissatisfied(self) -> bool:
        """不满意 on either axis."""
        return DISSATISFIED in (self.process, self.result)
