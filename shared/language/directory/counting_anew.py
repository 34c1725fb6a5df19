"""When the open deadlines of a township are counted anew: after other rules, and after a notice."""

from datetime import date, datetime, timedelta

from shared.kernel.machine import TimerChange
from shared.language.calendar import at_local
from shared.language.contracts.deadlines import CALENDAR, RULES, CountAnew
from shared.language.contracts.directory import NoticeTaken, RulesChanged

MOVE = "move"
_INTO_THE_DAY = timedelta(seconds=1)
"""At 00:00 itself the day before has not ended (`local_day`), and decides by its own rules."""


def key(timer: CountAnew) -> str:
    """The timer's name: what is decided anew for the same day takes the place of what was decided before."""
    kind, since = timer.entity(), timer.since.isoformat() if timer.since else "now"
    return f"count-anew:{kind}:{timer.because}:{since}"


def first_timer(
    event: RulesChanged | NoticeTaken, now: datetime, timer: type[CountAnew]
) -> tuple[TimerChange]:
    """Set the timer with which all begins: now, or with the first day of the rules if that is to come.

    Rules that leave open deadlines as they are cancel what was decided earlier for that day.
    """
    if isinstance(event, NoticeTaken):
        first = timer(because=CALENDAR)
        return (TimerChange(key(first), now, first),)
    first = timer(because=RULES, since=event.rules.since)
    if event.open_deadlines != MOVE:
        return (TimerChange(key(first)),)
    return (TimerChange(key(first), max(now, first_moment(event.rules.since)), first),)


def first_moment(day: date) -> datetime:
    """The first moment that belongs to ``day``, Asia/Shanghai, and decides by its rules."""
    return at_local(day) + _INTO_THE_DAY
