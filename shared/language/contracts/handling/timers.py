"""The timers by which handling wakes itself."""

from datetime import date

from shared.kernel.messages.base import Id, Instant, Timer
from shared.language.contracts.deadlines import CountAnew


class ItemReminderDue(Timer, type="handling.item.reminder_due.v1"):
    """A rung of the reminder ladder, for the due date named."""

    item_id: Id
    due_on: date
    days_before: int


class ItemUrgeDue(Timer, type="handling.item.urge_due.v1"):
    """The item is overdue by the days after which it is urged."""

    item_id: Id
    due_on: date


class ItemEscalationDue(Timer, type="handling.item.escalation_due.v1"):
    """The item is overdue by the days after which it is escalated."""

    item_id: Id
    due_on: date


class ItemWatchdogDue(Timer, type="handling.item.watchdog_due.v1"):
    """Nothing was heard of the item since ``news_at``."""

    item_id: Id
    news_at: Instant


class ItemDesignationDue(Timer, type="handling.item.designation_due.v1"):
    """The head owes a designation since ``due_at``; ``day`` is the working day on which it is said."""

    item_id: Id
    due_at: Instant
    day: date


class ItemCoOpinionsDue(Timer, type="handling.item.co_opinions_due.v1"):
    """The time for the co-handlers' opinions is over."""

    item_id: Id
    due_at: Instant


class ItemContactDue(Timer, type="handling.item.contact_due.v1"):
    """The time for the first contact with a deputy is over."""

    item_id: Id
    due_at: Instant


class CountItemsAnew(CountAnew, type="handling.item.count_anew.v1"):
    """Open items count their due dates anew."""


class PromiseDue(Timer, type="handling.promise.due.v1"):
    """The promised day has ended."""

    promise_id: Id
