"""An item's clock: when it is due and why, and the last days for declining and for more time."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.handling.domain.item import Item
from shared.calendar import Deadline, Period, at_local, deadline, end_of_day
from shared.contracts.base import Bilingual
from shared.i18n import bilingual
from shared.state_machine import Situation


@dataclass(frozen=True, slots=True)
class Due:
    """The last day (Asia/Shanghai), the instant at which time is up, and the sentence that says why then."""

    on: date
    at: datetime
    why: Bilingual


def due_after(start: datetime, period: Period, situation: Situation) -> Due:
    """When something that starts at ``start`` is due."""
    last = deadline(start, period, situation.calendar)
    return Due(last.last_day, last.at, Bilingual(zh=last.explain("zh"), en=last.explain("en")))


def restarted(item: Item, start: datetime, period: Period, situation: Situation) -> Item:
    """The item with its clock started anew."""
    due = due_after(start, period, situation)
    return replace(
        item,
        clock_started_at=start,
        due_on=due.on,
        due_at=due.at,
        due_why=due.why,
        unextended_due_on=due.on,
        news_at=start,
    )


def extended(item: Item, until: date, situation: Situation) -> Item:
    """The item due on ``until``, or on the next working day if that is a rest day (民法典 art. 203)."""
    day = situation.calendar.next_working_day(until)
    why = bilingual("due.extended", before=item.due_on, until=day)
    return replace(item, due_on=day, due_at=end_of_day(day), due_why=why)


def last_day_to_decline(item: Item, situation: Situation) -> Deadline:
    """Until when the lead department may say that it is the wrong one (``refusal.decline_within``)."""
    return deadline(item.clock_started_at, situation.rules.refusal.decline_within, situation.calendar)


def latest_extension(item: Item, situation: Situation) -> date:
    """The furthest day that may be asked for (``extension.at_most``), however often it is asked."""
    start = at_local(item.unextended_due_on)
    return deadline(start, situation.rules.extension.at_most, situation.calendar).last_day
