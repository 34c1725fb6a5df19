"""A divergence alarm (背离提示): the result on paper and the opinion of the people differ."""

from dataclasses import dataclass
from datetime import datetime

from shared.kernel.messages.base import Bilingual

A_BUT_DISSATISFIED = "a_but_dissatisfied"
"""The answer says "solved" (A), and the deputies send it back."""
A_BUT_REPEATED = "a_but_repeated"
"""The answer says "solved" (A), and the same is raised again at the same place."""
RAISED = "raised"
STATES = (RAISED,)


@dataclass(frozen=True, slots=True)
class Alarm:
    """One divergence; it is raised once and stays. Times are UTC."""

    alarm_id: str
    kind: str
    item_id: str
    round: int
    raised_at: datetime
    why: Bilingual
    state: str = ""
    version: int = 0
    submission_id: str | None = None
    confidential: bool = False
