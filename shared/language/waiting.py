"""Waits as this platform's tables write them: periods of the rule set, and its ladder.

What counts in days climbs by days, at the rule set's hour; what counts in hours climbs by hours, over nights
and holidays, even if its last hour is over at midnight. The last rung is repeated until somebody acts: every
wait has an owner, a clock and a ladder.
"""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import wraps
from typing import Any

from typing_extensions import TypeVar

from shared.kernel.machine import Awaited, Driven, Final, Reminders, Rung, Thing, Wait, Waiting
from shared.language.behaviour import Situation
from shared.language.calendar import Period, Unit, at_local, deadline, local_day
from shared.language.rules import RuleSet
from shared.language.turns import hearing, whoever_is_there

__all__ = [
    "ESCALATION",
    "REMINDER",
    "URGE",
    "Awaited",
    "Driven",
    "Final",
    "Ladder",
    "Reminders",
    "Rung",
    "Wait",
    "Waiting",
    "anybody",
    "by_days",
    "by_hours",
    "climbing",
    "every",
    "in_days",
    "until",
    "within",
]

T = TypeVar("T", bound=Thing)
_DAY = timedelta(days=1)
"""What has hours and is later than this is told once a day: more is not read, and fills the thing."""
REMINDER, URGE, ESCALATION = "reminder", "urge", "escalation"
"""The names of rungs: before time is up, after it, and when the highest hear of it."""

Who = Callable[[T, Situation], Awaited]
InHours = Callable[[T, Situation], bool]
"""Whether the time of a thing is counted in hours; otherwise it ends with a day."""
Ladder = Callable[[Any, datetime, datetime, Situation], Iterator[Rung]]


def in_days(_thing: object, _situation: Situation) -> bool:
    """What ends with a day is not counted in hours."""
    return False


def anybody(role: str) -> Callable[[object, Situation], Awaited]:
    """Anybody in that role has to act."""

    def who(thing: object, situation: Situation) -> Awaited:
        return Awaited(role)

    who.__name__ = str(role)
    return who


def _there(who: Who[T]) -> Who[T]:
    """The same, with those who take over from a person that has left."""

    @wraps(who)
    def present(thing: T, situation: Situation) -> Awaited:
        return whoever_is_there(who(thing, situation), situation.directory)

    return present


def within(
    period: Callable[[RuleSet], Period],
    states: tuple[str, ...],
    what: str,
    who: Who[T],
    *,
    why: str,
    since: Callable[[T], datetime] | None = None,
    when: Callable[[T], bool] | None = None,
    ladder: Ladder | None = None,
) -> Wait[T, Situation]:
    """Somebody must act within a period of the rule set, from when the wait began (or ``since``) on.
    ``ladder``: another than that of the period's unit."""
    who = _there(who)

    def due(thing: T, began: datetime, situation: Situation) -> datetime:
        return deadline(began, period(situation.rules), situation.calendar).at

    def climbs(thing: T, began: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
        by_unit = by_hours if period(situation.rules).unit is Unit.HOUR else by_days
        return by_unit(who)(thing, began, due_at, situation)

    return Wait(
        states,
        what,
        who=who,
        due=due,
        ladder=ladder or climbs,
        why=why,
        since=since,
        when=when,
        follows=period,
    )


def until(
    due_at: Callable[[T], datetime],
    states: tuple[str, ...],
    what: str,
    who: Who[T],
    *,
    why: str,
    since: Callable[[T], datetime] | None = None,
    when: Callable[[T], bool] | None = None,
    ladder: Ladder | None = None,
    in_hours: InHours[T] = in_days,
) -> Wait[T, Situation]:
    """Somebody must act by a moment that stands on the thing: the end of a day, or an hour if its time is
    ``in_hours``. ``ladder``: another than ``climbing``."""
    who = _there(who)

    def due(thing: T, began: datetime, situation: Situation) -> datetime:
        return due_at(thing)

    return Wait(
        states,
        what,
        who=who,
        due=due,
        ladder=ladder or climbing(who, in_hours),
        why=why,
        moves=True,
        since=since,
        when=when,
        follows=due_at,
    )


def every(name: str, period: Callable[[RuleSet], Period], who: Who[T]) -> Ladder:
    """A ladder of one rung, taken when time is up and then after each such period again."""

    def rungs(thing: T, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
        at, reach = due_at, (who(thing, situation).role,)
        while True:
            yield Rung(at, name, reach)
            at = deadline(at, period(situation.rules), situation.calendar).at

    return rungs


def by_days(who: Who[T]) -> Ladder:
    """The ladder around the last day, at the rule set's hour."""
    return lambda thing, since, due_at, situation: _by_days(who(thing, situation), due_at, situation)


def by_hours(who: Who[T]) -> Ladder:
    """The ladder around the hour, over nights and holidays."""
    return lambda thing, since, due_at, situation: _by_hours(who(thing, situation), due_at, situation)


def climbing(who: Who[T], in_hours: InHours[T]) -> Ladder:
    """The usual ladder: by hours for what counts in hours, by days for the rest. The moment alone does not
    tell: hours may be over at midnight, too."""

    def rungs(thing: T, since: datetime, due_at: datetime, situation: Situation) -> Iterator[Rung]:
        climbs = by_hours if in_hours(thing, situation) else by_days
        return climbs(who)(thing, since, due_at, situation)

    return rungs


def _by_days(own: Awaited, due_at: datetime, situation: Situation) -> Iterator[Rung]:
    rules, last = situation.rules.reminders, local_day(due_at)
    for days in rules.days_before:
        yield Rung(at_local(last - timedelta(days=days), rules.hour_of_day), REMINDER, (own.role,))
    urged = situation.calendar.add_working_days(last, rules.urge_after_working_days)
    yield Rung(at_local(urged, rules.hour_of_day), URGE, hearing(own, rules.urge_to))
    day = situation.calendar.add_working_days(last, rules.escalate_after_working_days)
    reach = hearing(own, rules.escalate_to)
    while True:
        yield Rung(at_local(day, rules.hour_of_day), ESCALATION, reach)
        day = situation.calendar.add_working_days(day, rules.escalate_again_after_working_days)


def _by_hours(own: Awaited, due_at: datetime, situation: Situation) -> Iterator[Rung]:
    rules = situation.rules.reminders
    yield Rung(due_at - timedelta(hours=rules.hours_before), REMINDER, (own.role,))
    yield Rung(due_at, URGE, hearing(own, rules.urge_to))
    at, reach = due_at, hearing(own, rules.escalate_to)
    while True:
        at += timedelta(hours=rules.hours_again) if at - due_at < _DAY else _DAY
        yield Rung(at, ESCALATION, reach)
