"""Codes, dates and durations in words. Names of departments and people are Chinese; English readers get the
codes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from types import MappingProxyType
from typing import Any, Protocol

from services.console.domain.telling.every_event import TOLD
from shared.language.calendar import local_day, local_minute
from shared.language.contracts.envelope import Role
from shared.language.reference import reference
from shared.language.words import text

CHINESE = "zh_CN"


class _Coded(Protocol):
    @property
    def name(self) -> str: ...


def name_in(entries: Mapping[str, _Coded], code: str, locale: str) -> str:
    """The name that a reference list has for ``code``; the code where it has none."""
    return entries[code].name if locale == CHINESE and code in entries else code


def department(code: str, locale: str) -> str:
    """A department's name."""
    return name_in(reference().departments, code, locale)


def _day(value: str, locale: str) -> str:
    return day_in_words(date.fromisoformat(value), locale)


def day_in_words(day: date, locale: str) -> str:
    """``2026年10月8日``, without leading zeros as people write it."""
    return text("page.day", locale, year=day.year, month=day.month, day=day.day)


def _moment(value: str, locale: str) -> str:
    at = datetime.fromisoformat(value)
    return f"{day_in_words(local_day(at), locale)} {local_minute(at)}"


def _closing(value: str, locale: str) -> str:
    """What ends at 24:00 is named by its last day."""
    return day_in_words(local_day(datetime.fromisoformat(value)), locale)


def _with_departments(codes: list[str], locale: str) -> str:
    if not codes:
        return ""
    names = text("page.comma", locale).join(department(code, locale) for code in codes)
    return text("page.with_co_handlers", locale, names=names)


def _room(code: str | None, locale: str) -> str:
    return text("page.at_room", locale, room=name_in(reference().rooms, code, locale)) if code else ""


def term(family: str, code: str, locale: str) -> str:
    """The catalogue's word for a code of a growing vocabulary; the code itself where it has none yet."""
    try:
        return text(f"{family}.{code}", locale)
    except KeyError:
        return code


def _of(family: str) -> Callable[[Any, str], str]:
    return lambda code, locale: term(family, code, locale)


def _if_true(key: str) -> Callable[[Any, str], str]:
    return lambda value, locale: text(key, locale) if value else ""


_WORDS: MappingProxyType[str, Callable[[Any, str], str]] = MappingProxyType(
    {
        "lead": department,
        "department": department,
        "owner": department,
        "co_handlers": _with_departments,
        "deputy": lambda code, locale: name_in(reference().deputies, code, locale),
        "channel": lambda code, locale: name_in(reference().channels, code, locale),
        "category": lambda code, locale: name_in(reference().categories, code, locale),
        "reason": lambda code, locale: name_in(reference().inadmissible, code, locale),
        "room": _room,
        "due_on": _day,
        "until": _day,
        "day": _day,
        "proposed_day": _day,
        "answer_due_on": _day,
        "first_day": _day,
        "last_day": _day,
        "starts_at": _moment,
        "closes_at": _closing,
        "expires_at": _closing,
        "origin": _of("origin"),
        "kind": _of("meeting_kind"),
        "result_class": _of("class"),
        "outcome": _of("ballot_outcome"),
        "light": _of("state"),
        "satisfied": lambda value, locale: text(
            "choice.satisfied" if value else "choice.dissatisfied", locale
        ),
        "late": _if_true("page.late"),
    }
)
"""Placeholder → its words. Values of other placeholders are printed as they are."""


def in_words(values: Mapping[str, Any], locale: str) -> dict[str, str]:
    """The values of a sentence, ready to be filled in. An unknown value is left empty."""
    return {
        name: "" if value in (None, "") else _WORDS[name](value, locale) if name in _WORDS else str(value)
        for name, value in values.items()
    }


def duration_in_words(duration: timedelta, locale: str) -> str:
    """The two largest units, ``3天4小时``; empty below a minute."""
    minutes = int(duration.total_seconds()) // 60
    units = (("days", minutes // 1440), ("hours", minutes // 60 % 24), ("minutes", minutes % 60))
    said = [text(f"page.duration.{unit}", locale, count=count) for unit, count in units if count]
    return text("page.duration.join", locale).join(said[:2])


def who(type: str, actor_id: str | None, role: str, its_department: str | None, locale: str) -> str:
    """The public name of an actor: office, department or title; citizens and voters have none."""
    if TOLD[type].secret:
        return text("page.secret_voter", locale)
    people = {
        Role.DEPUTY: reference().deputies,
        Role.HEAD: reference().leaders,
        Role.LEADER: reference().leaders,
    }
    known = people.get(Role(role))
    if known and actor_id and actor_id in known:
        return name_in(known, actor_id, locale)
    if its_department and role == Role.DEPARTMENT:
        return department(its_department, locale)
    if its_department and role == Role.DEPARTMENT_HEAD:
        return text("page.department_head", locale, name=department(its_department, locale))
    return text(f"role.{role}", locale)
