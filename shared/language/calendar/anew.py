"""An open deadline that is counted anew, because the rules or the calendar are others now."""

from datetime import datetime, timedelta
from typing import NamedTuple

from shared.language.calendar.deadline import deadline
from shared.language.calendar.local_time import end_of_day, local_day
from shared.language.calendar.period import Period
from shared.language.calendar.working_calendar import WorkingCalendar


class Standing(NamedTuple):
    """When time is up, and whether holidays that are not yet published may move it."""

    at: datetime
    provisional: bool


def anew(
    was: Standing, start: datetime, period: Period, now: datetime, calendar: WorkingCalendar
) -> Standing:
    """The deadline of a `period` that started at `start` and was thought to be over at `was`, counted anew at
    `now`: `moved` has the limits. Raises ValueError for an instant without a time zone."""
    counted = deadline(start, period, calendar)
    return settled(was, Standing(counted.at, counted.provisional), now, calendar)


def settled(was: Standing, counted: Standing, now: datetime, calendar: WorkingCalendar) -> Standing:
    """What holds of a deadline that was `was` and would now be `counted`: one of them, or the end of the
    day."""
    at = moved(was.at, counted.at, now, calendar)
    if at in (counted.at, was.at):
        return counted if at == counted.at else was
    return Standing(at, calendar.is_provisional_between(local_day(now), local_day(at)))


def moved(was: datetime, counted: datetime, now: datetime, calendar: WorkingCalendar) -> datetime:
    """When time is up that was up at `was`, and by the rules and the calendar of `now` would be at `counted`.

    What is still to come holds, to the hour. It is never moved into the past: one that would be over by now
    ends with the day on which it is counted anew (with the next working day, if that is a rest day: 民法典
    art. 203), and no later than it did; one that has passed, and would have passed, stays as it was. So
    counting twice moves nothing the second time. Raises ValueError for an instant without a time zone.
    """
    if counted > now:
        return counted
    if counted > was:
        return was
    # At 24:00 itself it is the day that begins: the one that ends would leave no time.
    today = end_of_day(calendar.next_working_day(local_day(now + timedelta.resolution)))
    return max(counted, min(was, today))
