"""What intake's storage knows of who raises, read off its memory."""

from datetime import datetime

from services.intake.domain.submission.raising_facts import History
from services.intake.storage.tables import BARS, SUBMISSION
from tests.support.memory import Memory


def history_in(memory: Memory, person: str, since: datetime) -> History:
    """As ``history_of`` has it from the database."""
    raised = [
        thing.submitted_at
        for (kind, _), thing in memory.things.items()
        if kind == SUBMISSION.name and thing.raiser_key == person and thing.submitted_at > since
    ]
    bars = [row for row in memory.rows if row["table"] == BARS.name and row["person"] == person]
    last = max(bars, key=lambda row: row["at"], default=None)
    return History(len(raised), min(raised, default=None), last["until"] if last else None)
