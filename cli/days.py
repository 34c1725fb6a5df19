"""Days on the command line: those for which the calendar has an answer."""

from datetime import datetime
from typing import Any

import typer

_FIRST, _LAST = 1950, 2200
"""Years, as contracts and notices have them: shared/language/calendar/notice.py."""


def in_the_calendar(day: datetime | None) -> datetime | None:
    """Raises the parser's error for any other."""
    if day is not None and not _FIRST <= day.year <= _LAST:
        raise typer.BadParameter(f"{_FIRST}-01-01 … {_LAST}-12-31")
    return day


def day_option(help: str) -> Any:
    """An option whose value is a day, written as 2027-01-01."""
    return typer.Option(formats=["%Y-%m-%d"], callback=in_the_calendar, help=help)
