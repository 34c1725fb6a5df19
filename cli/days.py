"""Days on the command line: those for which the calendar has an answer."""

from datetime import datetime
from typing import Any

import typer

from shared.language.calendar.notice import YEARS


def in_the_calendar(day: datetime | None) -> datetime | None:
    """Raises the parser's error for any other."""
    if day is not None and day.year not in YEARS:
        raise typer.BadParameter(f"{YEARS[0]}-01-01 … {YEARS[-1]}-12-31")
    return day


def day_option(help: str) -> Any:
    """An option whose value is a day, written as 2027-01-01."""
    return typer.Option(formats=["%Y-%m-%d"], callback=in_the_calendar, help=help)
