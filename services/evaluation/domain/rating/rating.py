"""A raiser's own rating of the answer: shown beside the deputies' ballots, never mixed in."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.messages.ids import derived_id

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
    confidential: bool = False
    confidings: int = 0
    state: str = ""
    version: int = 0

    @property
    def rating_id(self) -> str:
        """A submission has one rating, which later ones replace; the submission itself is another thing."""
        return rating_id_of(self.submission_id)


def rating_id_of(submission_id: str) -> str:
    """The id of the rating of that submission."""
    return derived_id("rating", submission_id)
