"""Instants and the days people mean by them: everything is stored in UTC and lived in Asia/Shanghai."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def local_day(instant: datetime) -> date:
    """The day in Asia/Shanghai on which `instant` falls; 24:00 of a day already belongs to the next.

    Raises ValueError for a datetime without a time zone.
    """
    if instant.tzinfo is None:
        raise ValueError(f"{instant.isoformat()} has no time zone; instants must be aware")
    return instant.astimezone(SHANGHAI).date()


def at_local(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """The instant, in UTC, when clocks in Asia/Shanghai show `hour`:`minute` on `day`."""
    return datetime.combine(day, time(hour, minute), SHANGHAI).astimezone(UTC)


def end_of_day(day: date) -> datetime:
    """24:00 of `day` in Asia/Shanghai, in UTC: the instant at which a period ends (民法典 art. 203)."""
    return at_local(day + timedelta(days=1))
