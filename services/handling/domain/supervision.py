"""Supervision (督办) of an item: what the ladder, the watchdog, the head and the leaders leave in it.

A timer's act carries the moment the timer was due, not the one at which it was dealt with.
"""

from dataclasses import replace
from datetime import datetime

from services.handling.domain.item import Item
from services.handling.domain.item_timers import escalation_at, reminder_at, urge_at, watchdog_at
from shared.calendar import local_day
from shared.contracts.handling import (
    InstructItem,
    ItemEscalationDue,
    ItemReminderDue,
    ItemUrgeDue,
    ItemWatchdogDue,
    Supervised,
)
from shared.state_machine import Situation

HEAD_AND_PRESIDIUM = ("head", "presidium")
"""Whom an escalation reaches, by office, not by person."""


def remind(item: Item, message: ItemReminderDue, situation: Situation) -> Item:
    """The due date is near."""
    return _by_system(item, "reminder", reminder_at(item.due_on, message.days_before, situation), to=(item.lead,))


def urge(item: Item, _message: ItemUrgeDue, situation: Situation) -> Item:
    """Overdue: 催办."""
    at = urge_at(item.due_on, situation)
    return _by_system(item, "urge", at, to=(item.lead,), working_days_late=_working_days_late(item, at, situation))


def escalate(item: Item, _message: ItemEscalationDue, situation: Situation) -> Item:
    """Still overdue: circulated, to the head and the presidium."""
    at = escalation_at(item.due_on, situation)
    late = _working_days_late(item, at, situation)
    return _by_system(item, "escalation", at, to=HEAD_AND_PRESIDIUM, working_days_late=late)


def stalled(item: Item, message: ItemWatchdogDue, situation: Situation) -> Item:
    """No news for too long."""
    return _by_system(item, "stalled", watchdog_at(message.news_at, situation), to=(item.lead,))


def instruct(item: Item, message: InstructItem, situation: Situation) -> Item:
    """An instruction (批示) of the head or a leader."""
    return _supervised(
        item,
        Supervised(
            kind="instruction",
            at=situation.now,
            by=situation.actor.id,
            text=message.text,
            to=(item.lead,),
        ),
    )


def for_the_due_date(
    item: Item, message: ItemReminderDue | ItemUrgeDue | ItemEscalationDue, _situation: Situation
) -> bool:
    """Whether the timer speaks of the due date in force."""
    return message.due_on == item.due_on


def without_news(item: Item, message: ItemWatchdogDue, _situation: Situation) -> bool:
    """Whether nothing was heard since the timer was set."""
    return message.news_at == item.news_at


def _by_system(item: Item, kind: str, at: datetime, to: tuple[str, ...], working_days_late: int | None = None) -> Item:
    return _supervised(item, Supervised(kind=kind, at=at, by="system", to=to, working_days_late=working_days_late))


def _supervised(item: Item, act: Supervised) -> Item:
    acts = sorted((*item.supervisions, act), key=lambda supervised: supervised.at)
    return replace(item, supervisions=tuple(acts))


def _working_days_late(item: Item, at: datetime, situation: Situation) -> int:
    return situation.calendar.working_days_between(item.due_on, local_day(at))
