"""The work that lies with somebody, as named queues. Data: the submissions in each, and their order."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

from shared.language.calendar import Period, Unit, WorkingCalendar, deadline
from shared.language.contracts.intake.submission_states import (
    ACCEPTED,
    DANGER,
    FORWARDED,
    NEED_INFO,
    RECEIVED,
)

_FAR_BACK = 400
"""Days: no period of intake's rules is longer."""


@dataclass(frozen=True, slots=True)
class Queue:
    """``since``: the moment by which it is ordered, the oldest first, as the document's field is called."""

    name: str
    zh: str
    en: str
    state: str | None = None
    since: str = "counts_from"
    urgency: str | None = None
    overdue: bool = False
    """Only matters that have waited longer than the rules give for taking them on (intake.receipt_within)."""
    undecided: bool = False
    """Only matters of which nobody has decided what everybody may read."""

    @property
    def dangers_first(self) -> bool:
        """Before what has waited longer; whom the office tells is told in the order of waiting."""
        return self.state is not None or self.undecided


QUEUES: MappingProxyType[str, Queue] = MappingProxyType(
    {
        queue.name: queue
        for queue in (
            Queue("danger", "危险紧急，待受理", "dangers not taken on yet", RECEIVED, urgency=DANGER),
            Queue("overdue", "超过受理时限", "past the time for taking on", RECEIVED, overdue=True),
            Queue("received", "待受理", "to be taken on", RECEIVED),
            Queue("need_info", "等提出人补充", "waiting for the raiser", NEED_INFO),
            Queue("accepted", "待归集成议题", "to be collated", ACCEPTED),
            Queue("county", "在县级", "with the county", FORWARDED),
            Queue("unpublished", "还没决定是否公开", "nobody decided what is public", undecided=True),
            Queue("untold", "还没告知提出人", "raisers not told yet", since="untold_since"),
        )
    }
)
"""In the order in which a clerk works through them."""


def cutoff(now: datetime, period: Period, calendar: WorkingCalendar) -> datetime:
    """A matter that has waited since before this time has waited longer than ``period``."""
    if period.unit is Unit.HOUR:
        return now - timedelta(hours=period.amount)
    starts = (now - timedelta(days=days) for days in range(_FAR_BACK))
    return next(
        (start for start in starts if deadline(start, period, calendar).at < now), now - timedelta(_FAR_BACK)
    )
