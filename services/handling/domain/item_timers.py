"""An item's timers: the reminder ladder around its due date, and the watchdog."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from services.handling.domain.item import Item
from shared.calendar import at_local, deadline
from shared.contracts.handling import ItemEscalationDue, ItemReminderDue, ItemUrgeDue, ItemWatchdogDue
from shared.state_machine import Situation, TimerChange


def reminder_at(due_on: date, days_before: int, situation: Situation) -> datetime:
    """When the reminder so many calendar days before the due date is sent."""
    return at_local(due_on - timedelta(days=days_before), situation.rules.reminders.hour_of_day)


def urge_at(due_on: date, situation: Situation) -> datetime:
    """When an item still open is urged (催办)."""
    return _working_days_after(due_on, situation.rules.reminders.urge_after_working_days, situation)


def escalation_at(due_on: date, situation: Situation) -> datetime:
    """When an item still open is escalated."""
    return _working_days_after(due_on, situation.rules.reminders.escalate_after_working_days, situation)


def watchdog_at(news_at: datetime, situation: Situation) -> datetime:
    """When the silence since ``news_at`` is too long."""
    return deadline(news_at, situation.rules.watchdog.no_news_for, situation.calendar).at


def all_timers(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """Set the ladder for the item's due date, and the watchdog. Moments already past are left out."""
    for timer in _ladder(item, situation):
        assert timer.at
        yield timer if timer.at > situation.now else TimerChange(timer.key)
    yield from watchdog(item, situation)


def watchdog(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """Set the watchdog anew: there is news."""
    event = ItemWatchdogDue(item_id=item.item_id, news_at=item.news_at)
    yield TimerChange(_key(item, "watchdog"), watchdog_at(item.news_at, situation), event)


def no_timers(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """Cancel them all."""
    for timer in _ladder(item, situation):
        yield TimerChange(timer.key)
    yield TimerChange(_key(item, "watchdog"))


def _ladder(item: Item, situation: Situation) -> Iterator[TimerChange]:
    names = {"item_id": item.item_id, "due_on": item.due_on}
    for days in situation.rules.reminders.days_before:
        reminder = ItemReminderDue(**names, days_before=days)
        at = reminder_at(item.due_on, days, situation)
        yield TimerChange(_key(item, f"reminder:{days}"), at, reminder)
    yield TimerChange(_key(item, "urge"), urge_at(item.due_on, situation), ItemUrgeDue(**names))
    escalation = ItemEscalationDue(**names)
    yield TimerChange(_key(item, "escalation"), escalation_at(item.due_on, situation), escalation)


def _key(item: Item, name: str) -> str:
    return f"item:{item.item_id}:{name}"


def _working_days_after(day: date, amount: int, situation: Situation) -> datetime:
    return at_local(situation.calendar.add_working_days(day, amount), situation.rules.reminders.hour_of_day)
