"""The kinds of value a rule set holds, how each is read from TOML, and how it is written in one line."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import NewType

from shared.language.calendar import Period, Unit

Count = NewType("Count", int)
"""A number of times or people: at least 1."""

Limit = NewType("Limit", int)
"""A number of times that may be none."""

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


class YesNo(StrEnum):
    """Whether something is so; written as a word, so that a file, a form and a template agree on it."""

    YES = "yes"
    NO = "no"


Addressees = NewType("Addressees", tuple[str, ...])
"""Roles that are told something, by office, not by person, each once."""

DEPUTIES, LEAD_AND_CO_SIGNERS = "deputies", "lead_and_co_signers"
PRESENT, CONSTITUENCY = "present", "constituency"
ELECTORS = (DEPUTIES, LEAD_AND_CO_SIGNERS, PRESENT, CONSTITUENCY)
"""The groups of deputies that an electorate may be made of."""

Electorate = NewType("Electorate", tuple[str, ...])
"""Some of `ELECTORS`, each once: whoever is in any of them may vote."""


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError("must be a text that is not empty")
    return value


_LONGEST: Mapping[Unit, int] = {
    Unit.HOUR: 10_000,
    Unit.WORKING_DAY: 2_500,
    Unit.CALENDAR_DAY: 3_653,
    Unit.MONTH: 120,
}
"""Ten years, of which 250 days a year are worked: a longer period is a slip of the pen. Hours: as many as
anybody counts in hours."""


def _period(value: object) -> Period:
    period = Period.parse(_text(value))
    if period.amount > _LONGEST[period.unit]:
        raise ValueError(f"{str(period)!r} is too long; at most {Period(_LONGEST[period.unit], period.unit)}")
    return period


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


def _yes_no(value: object) -> YesNo:
    if value not in tuple(YesNo):
        raise ValueError(f"must be {' or '.join(YesNo)}")
    return YesNo(str(value))


def _addressees(value: object) -> Addressees:
    if not isinstance(value, list) or not value or len(set(map(str, value))) < len(value):
        raise ValueError("must be a list of roles, each once")
    return Addressees(tuple(_text(role) for role in value))


def _electorate(value: object) -> Electorate:
    if not isinstance(value, list) or not value or len(set(map(str, value))) < len(value):
        raise ValueError("must be a list of groups of deputies, each once")
    if strange := [str(group) for group in value if group not in ELECTORS]:
        raise ValueError(f"{', '.join(strange)}: no such group of deputies; there are {', '.join(ELECTORS)}")
    return Electorate(tuple(value))


READERS: Mapping[object, Callable[[object], object]] = {
    str: _text,
    Period: _period,
    Count: lambda value: Count(_whole(value, 1, 1000)),
    Limit: lambda value: Limit(_whole(value, 0, 1000)),
    HourOfDay: lambda value: HourOfDay(_whole(value, 0, 23)),
    Ratio: _ratio,
    Points: _points,
    DaysBefore: _days_before,
    ReplyRule: lambda value: ReplyRule(_text(value)),
    Addressees: _addressees,
    Electorate: _electorate,
    YesNo: _yes_no,
}
"""From the annotation of a field to the reader of its value; a reader raises ValueError that names the
expected value."""

KINDS: Mapping[object, str] = {
    Period: "period",
    Count: "count",
    Limit: "limit",
    HourOfDay: "hour",
    Ratio: "ratio",
    Points: "points",
    DaysBefore: "days_before",
    ReplyRule: "reply_rule",
    Addressees: "roles",
    Electorate: "electorate",
    YesNo: "yes_no",
}
"""The kinds of number, as a form or a template calls them; texts for people are not numbers."""


def from_text(kind: object, text: str) -> object:
    """What a file would hold for this text: "3" is a number for a count, "7, 1, 0" a list. For a text that
    says no such thing the text itself, which the reader of the kind refuses."""
    if kind in (DaysBefore, Addressees, Electorate):
        return [_plain(part.strip()) for part in text.split(",")]
    return text if kind in (str, Period, ReplyRule, YesNo) else _plain(text.strip())


def as_text(value: object) -> str:
    """The value as `from_text` reads it."""
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _plain(text: str) -> object:
    if re.fullmatch(r"[0-9]{1,9}", text, re.ASCII):
        return int(text)
    if re.fullmatch(r"[0-9]{1,9}\.[0-9]{1,9}", text, re.ASCII):
        return Decimal(text)
    return text
