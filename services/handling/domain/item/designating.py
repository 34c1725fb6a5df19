"""Designating in time: once the refusals have reached the limit the head alone names a department, and is
reminded until it is done."""

from collections.abc import Iterator
from datetime import date, datetime

from services.handling.domain.item.item import DECLINED, STATES, Item
from services.handling.domain.item.supervision import supervised_by_itself
from shared.language.behaviour import Clause, Ignore, Situation, TimerChange, Transition
from shared.language.calendar import at_local, deadline, local_day
from shared.language.contracts import handling as said
from shared.language.contracts.envelope import Role

DESIGNATION_OVERDUE = "designation_overdue"


def head_designates(item: Item, situation: Situation) -> bool:
    """From this hop on the head alone names a department (``refusal.head_designates_at_hop``)."""
    return item.hops >= situation.rules.refusal.head_designates_at_hop


def designation_due_at(item: Item, situation: Situation) -> datetime | None:
    """When the head must have named one (``refusal.head_designates_within``); None: the office may."""
    if not head_designates(item, situation):
        return None
    return deadline(situation.now, situation.rules.refusal.head_designates_within, situation.calendar).at


def designation_timer(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """The first reminder, once the time is over."""
    if item.designate_due_at:
        within = situation.rules.refusal.head_designates_within
        last = deadline(situation.now, within, situation.calendar).last_day
        yield _reminder(item, last, situation)


def head_is_awaited(item: Item, message: said.ItemDesignationDue, _situation: Situation) -> bool:
    """The head has not named a department since."""
    return item.designate_due_at == message.due_at


def remind_head(item: Item, message: said.ItemDesignationDue, situation: Situation) -> Item:
    """The head is told that a department is to be named."""
    at = at_local(message.day, situation.rules.reminders.hour_of_day)
    return supervised_by_itself(item, DESIGNATION_OVERDUE, at, to=(Role.HEAD.value,))


def remind_again(item: Item, situation: Situation) -> Iterator[TimerChange]:
    """The next reminder follows the one just sent, however late it was dealt with."""
    sent = max(act.at for act in item.supervisions if act.kind == DESIGNATION_OVERDUE)
    yield _reminder(item, local_day(sent), situation)


def designation_key(item: Item) -> str:
    """The name of the timer."""
    return f"item:{item.item_id}:designation"


def _reminder(item: Item, after: date, situation: Situation) -> TimerChange:
    assert item.designate_due_at
    rules = situation.rules
    day = situation.calendar.add_working_days(after, rules.refusal.head_reminded_every_working_days)
    event = said.ItemDesignationDue(item_id=item.item_id, due_at=item.designate_due_at, day=day)
    return TimerChange(designation_key(item), at_local(day, rules.reminders.hour_of_day), event)


DESIGNATING: tuple[Clause[Item], ...] = (
    Transition(
        (DECLINED,),
        said.ItemDesignationDue,
        None,
        said.ItemDesignationOverdue,
        why="platform rule: the head ends the ping-pong in time (refusal.head_designates_within)",
        when=head_is_awaited,
        change=remind_head,
        timers=remind_again,
    ),
    Ignore(STATES, said.ItemDesignationDue, "the head has named a department"),
)
