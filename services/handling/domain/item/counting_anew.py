"""Counting anew: an open item's due date follows when the rules change with open deadlines, and when the
holidays of a year become known.

A day granted as an extension stays as it was granted (the next working day, if it is a rest day by now); the
due date that follows from the clock alone is counted anew beside it, and holds if it is later. A due date is
never moved into the past: at the earliest to the end of the day on which it is counted anew.
"""

from dataclasses import replace
from datetime import date

from services.handling.domain.item.clock import Due, due_after, granted_until
from services.handling.domain.item.extending import wake_when_time_is_up
from services.handling.domain.item.item import OPEN, STOPPED, Item
from shared.language.behaviour import Clause, Ignore, Situation, Transition
from shared.language.calendar import Period, Unit, end_of_day, local_day, local_minute
from shared.language.calendar.anew import Standing, settled
from shared.language.contracts import handling as said
from shared.language.contracts.deadlines import RULES
from shared.language.words import bilingual


def counted_anew(item: Item, message: said.CountItemsAnew, situation: Situation) -> Item:
    """The item with the due date that it has by the calendar of now, and by the rules of now if these have
    changed."""
    period = period_by_rules(item, situation) if message.because == RULES else Period.parse(item.period)
    return counted_by(item, period, situation)


def counted_by(item: Item, period: Period, situation: Situation) -> Item:
    """The item with the due date that it has by the calendar of now if the clock gives that time."""
    plain = due_after(item.clock_started_at, period, situation)
    item = replace(item, period=str(period), unextended_due_on=plain.on)
    due = _later(plain, granted_until(item), item, situation)
    was, counted = Standing(item.due_at, item.provisional), Standing(due.at, due.provisional)
    at, provisional = settled(was, counted, situation.now, situation.calendar)
    day = local_day(at)
    in_hours = period.unit is Unit.HOUR and due.at == plain.at
    counted_to = f"{due.on} {local_minute(due.at)}" if in_hours else due.on
    why = bilingual("due.not_into_the_past", counted=counted_to, until=day)
    if at in (due.at, item.due_at):
        why = due.why if at == due.at else item.due_why
    return replace(item, due_on=day, due_at=at, due_why=why, provisional=provisional)


def period_by_rules(item: Item, situation: Situation) -> Period:
    """The time that the rules of now give it (``redo.within``, ``reply``; a small matter that is done again
    has that of its class); one whose reply rule they do not have keeps its own."""
    if item.round > 1 and not item.fast_lane:
        return situation.rules.redo.within
    reply = situation.rules.reply
    return reply[item.rule] if item.rule in reply else Period.parse(item.period)


def due_date_moves(item: Item, message: said.CountItemsAnew, situation: Situation) -> bool:
    """Counted anew, time is up at another instant."""
    return counted_anew(item, message, situation).due_at != item.due_at


def grounds_change(item: Item, message: said.CountItemsAnew, situation: Situation) -> bool:
    """The due date stands, but something that it follows from does not, or its certainty."""
    return counted_anew(item, message, situation) != item


def _later(plain: Due, until: date | None, item: Item, situation: Situation) -> Due:
    if until is None:
        return plain
    day = situation.calendar.next_working_day(until)
    if end_of_day(day) < plain.at:
        return plain
    stands = end_of_day(day) == item.due_at
    why = item.due_why if stands else bilingual("due.extended", before=plain.on, until=day)
    return Due(day, end_of_day(day), why, situation.calendar.is_provisional_between(until, day))


COUNTING_ANEW: tuple[Clause[Item], ...] = (
    Transition(
        OPEN,
        said.CountItemsAnew,
        None,
        said.ItemDueMoved,
        why="民法典 art. 203, platform rule: open deadlines follow the year's holidays, and rules as decided",
        when=due_date_moves,
        change=counted_anew,
        timers=wake_when_time_is_up,
    ),
    Transition(
        OPEN,
        said.CountItemsAnew,
        None,
        said.ItemDueConfirmed,
        why="platform rule: what a due date follows from, and whether it may still move, is always known",
        when=grounds_change,
        change=counted_anew,
    ),
    Ignore(OPEN, said.CountItemsAnew, "counted anew, its due date is the same"),
    Ignore(STOPPED, said.CountItemsAnew, "the clock does not run"),
)
