"""Guards of both tables about days."""

from datetime import date
from typing import Any

from shared.calendar import local_day
from shared.errors import Refusal, refuse
from shared.state_machine import Situation


def past_day(day: date, field: str, situation: Situation) -> Refusal | None:
    """Why ``day`` cannot be chosen any more: today is the first that can."""
    return refuse("day_in_the_past", field, day=day) if day < local_day(situation.now) else None


def day_to_come(_: Any, message: Any, situation: Situation) -> Refusal | None:
    """The day that the message names is not over."""
    return past_day(message.day, "data.day", situation)
