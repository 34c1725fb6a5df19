"""The published view of how items, promises and projects are watched over (督办)."""

from datetime import date
from typing import Literal

from shared.kernel.messages.base import Code, Contract, Id, Instant, Prose

NoticeColour = Literal["remind", "warn", "deadline"]
"""三色督办: a reminder (提醒), a warning (预警), or a last date (限期)."""


REMINDER, URGE, ESCALATION = "reminder", "urge", "escalation"
"""The acts of supervision that the reminder ladder takes."""
NOTE, PRESSED = "note", "pressed"
"""Those of deputies and the presidium: an opinion (意见), an urge (催办)."""


class Supervised(Contract):
    """An act of supervision (督办): ``reminder``, ``urge``, ``escalation``, ``instruction``, ``note``,
    ``pressed``, ``stalled``, ``designation_overdue``, ``co_opinions_overdue``, ``contact_overdue``."""

    kind: Code
    at: Instant
    by: Id
    text: Prose = ""
    to: tuple[Id, ...] = ()
    working_days_late: int | None = None
    missed: int = 0
    """How many lower rungs were passed over, because the platform stood still."""


class Notice(Contract):
    """A notice (督办单): the department that answers for the thing answers the notice in writing by a day."""

    notice_id: Id
    colour: NoticeColour
    text: Prose
    by: Id
    given_at: Instant
    answer_by: date
    """The last day for the answer, Asia/Shanghai."""
    due_at: Instant
    """24:00 of that day; what is answered later is late."""
    answer: Prose = ""
    answered_by: Id | None = None
    answered_at: Instant | None = None
    late: bool = False
    """The answer came after its day."""
    withdrawn_at: Instant | None = None
    """It was taken back, by mistake or as no longer needed."""
    withdrawn_reason: Prose = ""


class KeyMark(Contract):
    """The item was chosen as one that the presidium watches closely (重点督办件)."""

    reason: Prose
    by: Id
    at: Instant
    taken_off_at: Instant | None = None
    """None: it is a key item."""
    taken_off_by: Id | None = None
    taken_off_reason: Prose = ""
