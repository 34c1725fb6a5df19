"""What of a matter's timeline its way shows."""

from datetime import datetime, timedelta

from services.console.views.step import Entry
from services.console.views.trace import in_order
from shared.language.contracts.scheduling import MinutesPublished, OutcomeAssigned
from tests.support.world import at

MORNING = at("2026-09-08 09:00")


def entry(type: str, sequence: int, when: datetime = MORNING, subject: str = "m1") -> Entry:
    detail = {"day": "2026-09-07", "unassigned": str(9 - sequence)}
    return Entry(when, type, "discuss", "meeting", subject, sequence, "office-1", "office", None, detail)


def test_of_outcomes_assigned_one_after_the_other_only_how_many_are_left_in_the_end_is_shown() -> None:
    assigned = [entry(OutcomeAssigned.type, n, MORNING + timedelta(minutes=n // 7)) for n in range(5, 9)]
    published, other = entry(MinutesPublished.type, 4), entry(OutcomeAssigned.type, 3, subject="m2")
    shown = in_order([*assigned, other, published], MORNING)
    assert [(one.subject, one.sequence) for one in shown] == [("m1", 4), ("m2", 3), ("m1", 8)]
