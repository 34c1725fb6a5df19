"""Reminding: the ladder around an item's due date. Reminders before it, the urge (催办) after it, then the
escalation."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from services.handling.domain.item.item import OPEN, STOPPED, Item
from services.handling.domain.item.supervision import supervised_by_itself
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import at_local
from shared.language.contracts import handling as said

_RUNGS = (said.ItemReminderDue, said.ItemUrgeDue, said.ItemEscalationDue)


def reminder_at(due_on: date, days_before: int, situation: Situation) -> datetime:
    """When the reminder so many calendar days before the due date is sent (``reminders.days_before``)."""
    return at_local(due_on - timedelta(days=days_before), situation.rules.reminders.hour_of_day)


def urge_at(due_on: date, situation: Situation) -> datetime:
    """When an item still open is urged (``reminders.urge_after_working_days``)."""
    return _working_days_after(due_on, situation.rules.reminders.urge_after_working_days, situation)


def escalation_at(due_on: date, situation: Situation) -> datetime:
    """When an item still open is escalated (``reminders.escalate_after_working_days``)."""
    return _working_days_after(due_on, situation.rules.reminders.escalate_after_working_days, situation)


def ladder(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """Set the rungs for the item's due date. Moments already past are left out."""
    for timer in _rungs(item, situation):
        assert timer.at
        yield timer if timer.at > situation.now else TimerChange(timer.key)


def no_ladder(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """Cancel the rungs."""
    for timer in _rungs(item, situation):
        yield TimerChange(timer.key)


def due_date_stands(
    item: Item,
    message: said.ItemReminderDue | said.ItemUrgeDue | said.ItemEscalationDue,
    _situation: Situation,
) -> bool:
    """The timer speaks of the due date in force; a due date that has moved has a ladder of its own."""
    return message.due_on == item.due_on


def remind(item: Item, message: said.ItemReminderDue, situation: Situation) -> Item:
    """The due date is near."""
    at = reminder_at(item.due_on, message.days_before, situation)
    return supervised_by_itself(item, said.REMINDER, at, to=(item.lead,))


def urge(item: Item, _message: object, situation: Situation) -> Item:
    """Overdue: 催办."""
    late = situation.rules.reminders.urge_after_working_days
    at = urge_at(item.due_on, situation)
    return supervised_by_itself(item, said.URGE, at, to=(item.lead,), working_days_late=late)


def escalate(item: Item, _message: object, situation: Situation) -> Item:
    """Still overdue: circulated, to those named in the rules (``reminders.escalate_to``)."""
    to = situation.rules.reminders.escalate_to
    late = situation.rules.reminders.escalate_after_working_days
    at = escalation_at(item.due_on, situation)
    return supervised_by_itself(item, said.ESCALATION, at, to=to, working_days_late=late)


def _rungs(item: Item, situation: Situation) -> Iterator[TimerChange]:
    id, due_on = item.item_id, item.due_on
    for days in situation.rules.reminders.days_before:
        reminder = said.ItemReminderDue(item_id=id, due_on=due_on, days_before=days)
        yield TimerChange(f"item:{id}:reminder:{days}", reminder_at(due_on, days, situation), reminder)
    urgent = said.ItemUrgeDue(item_id=id, due_on=due_on)
    yield TimerChange(f"item:{id}:urge", urge_at(due_on, situation), urgent)
    escalation = said.ItemEscalationDue(item_id=id, due_on=due_on)
    yield TimerChange(f"item:{id}:escalation", escalation_at(due_on, situation), escalation)


def _working_days_after(day: date, amount: int, situation: Situation) -> datetime:
    return at_local(situation.calendar.add_working_days(day, amount), situation.rules.reminders.hour_of_day)


REMINDING: tuple[Clause[Item], ...] = (
    Transition(
        OPEN,
        said.ItemReminderDue,
        None,
        said.ItemReminded,
        why="platform rule: the lead is reminded before the due date (reminders.days_before)",
        when=due_date_stands,
        change=remind,
    ),
    Transition(
        OPEN,
        said.ItemUrgeDue,
        None,
        said.ItemUrged,
        why="platform rule: an overdue item is urged (reminders.urge_after_working_days)",
        when=due_date_stands,
        change=urge,
    ),
    Transition(
        OPEN,
        said.ItemEscalationDue,
        None,
        said.ItemEscalated,
        why="platform rule: then it is escalated (reminders.escalate_after_working_days, escalate_to)",
        when=due_date_stands,
        change=escalate,
    ),
    *(Ignore(OPEN, timer, "the due date has moved since") for timer in _RUNGS),
    *(Ignore(STOPPED, timer, "the clock does not run") for timer in _RUNGS),
)
