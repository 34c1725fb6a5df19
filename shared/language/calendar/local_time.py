"""Instants and the days people mean by them: everything is stored in UTC and lived in Asia/Shanghai.

One convention for an instant between two days: it is 24:00 of the day that ends, and counts as that day. So
what is due at the end of a day is in time at that very instant, and what starts then starts with that day.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
_INSTANT = timedelta.resolution
_KEPT = 1024
"""Instants whose day is kept: a decision asks several times for that of the same few."""


@lru_cache(_KEPT)
def local_day(instant: datetime) -> date:
    """The day in Asia/Shanghai to which `instant` belongs; 24:00 of a day still belongs to that day.

    Raises ValueError for a datetime without a time zone.
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no time zone; instants must be aware")
    return (instant.astimezone(UTC) - _INSTANT).astimezone(SHANGHAI).date()


def at_local(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The instant, in UTC, when clocks in Asia/Shanghai show `hour`:`minute` on `day`.

    Without an hour it is 24:00 of the day before, and `local_day` says so.
    """
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """24:00 of `day` in Asia/Shanghai, in UTC: the instant at which a period ends (民法典 art. 203)."""
    return at_local(day + timedelta(days=1))


def local_minute(instant: datetime) -> str:
    """The hour and minute in Asia/Shanghai on `local_day(instant)`: "09:30", and "24:00" where a day ends."""
    local = instant.astimezone(SHANGHAI)
    return f"{local:%H:%M}" if local_day(instant) == local.date() else "24:00"
