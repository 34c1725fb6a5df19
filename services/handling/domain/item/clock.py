"""An item's clock: a new item with its clock started, when it is due, and why then."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.handling.domain.item.item import Item
from shared.kernel.messages.base import Bilingual
from shared.language.behaviour import Situation
from shared.language.calendar import Period, deadline, explain


@dataclass(frozen=True, slots=True)
class Due:
    """The last day (Asia/Shanghai), the instant at which time is up, the sentence that says why then, and
    whether holidays that are not yet published may move it."""

    on: date
    at: datetime
    why: Bilingual
    provisional: bool


def due_after(start: datetime, period: Period, situation: Situation) -> Due:
    """When something that starts at ``start`` is due (民法典 art. 200-204)."""
    last = deadline(start, period, situation.calendar)
    why = Bilingual(zh=explain(last, "zh"), en=explain(last, "en"))
    return Due(last.last_day, last.at, why, last.provisional)


def started(
    situation: Situation,
    *,
    title: str,
    lead: str,
    submission_ids: tuple[str, ...],
    rule: str,
    urgency: str | None,
    fast_lane: bool = False,
) -> Item:
    """A new item, its clock started now under the reply rule ``rule``. Raises UnknownReplyRule."""
    period = situation.rules.reply_period(rule)
    due = due_after(situation.now, period, situation)
    return Item(
        item_id=situation.new_id,
        title=title,
        fast_lane=fast_lane,
        urgency=urgency,
        submission_ids=submission_ids,
        lead=lead,
        rule=rule,
        assigned_at=situation.now,
        designated_at=situation.now,
        clock_started_at=situation.now,
        due_on=due.on,
        due_at=due.at,
        due_why=due.why,
        provisional=due.provisional,
        period=str(period),
        unextended_due_on=due.on,
        news_at=situation.now,
    )


def restarted(item: Item, start: datetime, period: Period, situation: Situation) -> Item:
    """The item with its clock started anew."""
    due = due_after(start, period, situation)
    return replace(
        item,
        clock_started_at=start,
        due_on=due.on,
        due_at=due.at,
        due_why=due.why,
        provisional=due.provisional,
        period=str(period),
        unextended_due_on=due.on,
        news_at=start,
    )
