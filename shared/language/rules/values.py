"""The kinds of value a rule set holds, and how each is read from TOML."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import NewType

from shared.language.calendar import Period

Count = NewType("Count", int)
"""A number of times or people: at least 1."""

HourOfDay = NewType("HourOfDay", int)
"""A full hour of the day in Asia/Shanghai, 0 to 23."""

Ratio = NewType("Ratio", Decimal)
"""A share of a whole: above 0, at most 1."""

Points = NewType("Points", Decimal)
"""Percentage points, 0 to 100."""

DaysBefore = NewType("DaysBefore", tuple[int, ...])
"""Calendar days before a date, from far to near, each once; 0 is the day itself."""

ReplyRule = NewType("ReplyRule", str)
"""The name of a row of the table [reply]."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text that is not empty")
    return value


def _period(value: object) -> Period:
    return Period.parse(_text(value))


def _whole(value: object, lowest: int, highest: int) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise ValueError(f"must be a whole number from {lowest} to {highest}")
    return value


def _ratio(value: object) -> Ratio:
    number = _decimal(value)
    if not 0 < number <= 1:
        raise ValueError("must be above 0 and at most 1")
    return Ratio(number)


def _points(value: object) -> Points:
    number = _decimal(value)
    if not 0 <= number <= 100:
        raise ValueError("must be percentage points from 0 to 100")
    return Points(number)


def _decimal(value: object) -> Decimal:
    if not isinstance(value, int | Decimal) or isinstance(value, bool) or not Decimal(value).is_finite():
        raise ValueError("must be a number")
    return Decimal(value)


def _days_before(value: object) -> DaysBefore:
    if not isinstance(value, list) or not value:
        raise ValueError("must be a list of whole numbers")
    days = tuple(_whole(day, 0, 366) for day in value)
    if any(later >= earlier for earlier, later in pairwise(days)):
        raise ValueError("must fall from far to near, each day once")
    return DaysBefore(days)


READERS: Mapping[object, Callable[[object], object]] = {
    str: _text,
    Period: _period,
    Count: lambda value: Count(_whole(value, 1, 1000)),
    HourOfDay: lambda value: HourOfDay(_whole(value, 0, 23)),
    Ratio: _ratio,
    Points: _points,
    DaysBefore: _days_before,
    ReplyRule: lambda value: ReplyRule(_text(value)),
}
"""From the annotation of a field to the reader of its value; a reader raises ValueError that names the
expected value."""
