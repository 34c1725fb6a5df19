"""An item's clock: a new item with its clock started, when it is due, and why then."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from services.handling.domain.item.item import Item
from shared.kernel.messages.base import Bilingual
from shared.language.behaviour import Situation
from shared.language.calendar import Period, Unit, deadline, explain
from shared.language.contracts.confiding import Confided


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


def granted_until(item: Item) -> date | None:
    """The day that was last granted since the clock started."""
    granted = [
        extension.until
        for extension in item.extensions
        if extension.approved and extension.decided_at and extension.decided_at >= item.clock_started_at
    ]
    return granted[-1] if granted else None


def in_hours(item: Item, _situation: object = None) -> bool:
    """Its clock counts hours, and no day was granted instead."""
    return Period.parse(item.period).unit is Unit.HOUR and granted_until(item) is None


def started(
    situation: Situation,
    *,
    title: str,
    lead: str,
    submission_ids: tuple[str, ...],
    rule: str,
    urgency: str | None,
    fast_lane: bool = False,
    confided: Confided | None = None,
    first: datetime | None = None,
) -> Item:
    """A new item, its clock started now under the reply rule ``rule``, or when the matter was first sent to a
    department (``first``: one clock, however often it comes back); as confidential as what it is of
    (``confided``). Raises UnknownReplyRule."""
    period = situation.rules.reply_period(rule)
    start = first or situation.now
    due = due_after(start, period, situation)
    return Item(
        item_id=situation.new_id,
        title=title,
        fast_lane=fast_lane,
        confidential=confided is not None and confided.confidential,
        confidings=confided.confidings if confided else 0,
        recused=tuple(getattr(confided, "recused", ())),
        urgency=urgency,
        submission_ids=submission_ids,
        lead=lead,
        rule=rule,
        assigned_at=situation.now,
        designated_at=situation.now,
        clock_started_at=start,
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
