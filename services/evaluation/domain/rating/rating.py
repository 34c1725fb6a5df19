"""A raiser's own rating of the answer: shown beside the deputies' ballots, never mixed in."""

from dataclasses import dataclass
from datetime import datetime

GIVEN = "given"
STATES = (GIVEN,)


@dataclass(frozen=True, slots=True)
class Rating:
    """The latest rating of one submission's answer, and how often it was given. Times are UTC."""

    submission_id: str
    item_id: str
    round: int
    given: int
    satisfied: bool
    reason: str
    at: datetime
    state: str = ""
    version: int = 0

    @property
    def rating_id(self) -> str:
        """A submission has one rating, which later ones replace."""
        return self.submission_id
