"""Codes, dates and durations in words. Names of departments and people are the township's, in Chinese;
English readers get the codes."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from shared.language.calendar import local_day, local_minute
from shared.language.contracts.envelope import Role
from shared.language.directory.naming import Names
from shared.language.telling.every_event import TOLD
from shared.language.words import said_in, text

CHINESE = "zh_CN"
_BY_NAME = (Role.DEPUTY, Role.HEAD, Role.LEADER)
"""Those who act in their own name."""


_InWords = Callable[[Any, str, Names], str]
"""A value, in that language, with the township's names."""


def named(list: str, code: str, locale: str, names: Names) -> str:
    """The name that a list of the township has for ``code``; the code where it has none."""
    return names.name_of(list, code) if locale == CHINESE else code


def department(code: str, locale: str, names: Names) -> str:
    """A department's name."""
    return named("departments", code, locale, names)


def awaited(role: str, department: str | None, person: str | None, locale: str, names: Names) -> str:
    """Who has to act: the role, with the department's name, and with the person's who acts in their own."""
    parts = [text(f"role.{role}", locale)]
    if department:
        parts.insert(0, named("departments", department, locale, names))
    if person and role in _BY_NAME:
        parts.append(named("people", person, locale, names))
    return " ".join(parts)


def _day(value: str, locale: str, _names: Names) -> str:
    return day_in_words(date.fromisoformat(value), locale)


def day_in_words(day: date, locale: str) -> str:
    """``2026年10月8日``, without leading zeros as people write it."""
    return text("page.day", locale, year=day.year, month=day.month, day=day.day)


def meeting_in_words(kind: str, day: date, locale: str) -> str:
    """``固定见面（2026年9月22日）``."""
    name = text(f"meeting_kind.{kind}", locale)
    return text("page.on_day", locale, name=name, day=day_in_words(day, locale))


def _moment(value: str, locale: str, _names: Names) -> str:
    at = datetime.fromisoformat(value)
    return f"{day_in_words(local_day(at), locale)} {local_minute(at)}"


def _closing(value: str, locale: str, _names: Names) -> str:
    """What ends at 24:00 is named by its last day."""
    return day_in_words(local_day(datetime.fromisoformat(value)), locale)


def _limit(value: str, locale: str, _: Names) -> str:
    """What ends at 24:00 is named by its last day, anything else by its minute."""
    at = datetime.fromisoformat(value)
    return (_closing if local_minute(at) == "24:00" else _moment)(value, locale, _)


def _with_departments(codes: list[str], locale: str, names: Names) -> str:
    if not codes:
        return ""
    said = text("page.comma", locale).join(department(code, locale, names) for code in codes)
    return text("page.with_co_handlers", locale, names=said)


def _without_departments(codes: list[str], locale: str, names: Names) -> str:
    if not codes:
        return ""
    said = text("page.comma", locale).join(department(code, locale, names) for code in codes)
    return text("page.without_opinion", locale, names=said)


def _room(code: str | None, locale: str, names: Names) -> str:
    return text("page.at_room", locale, room=named("rooms", code, locale, names)) if code else ""


def _into(code: str, locale: str, names: Names) -> str:
    return text("page.into", locale, category=named("categories", code, locale, names))


def _raised_at(value: str, locale: str, names: Names) -> str:
    return text("page.raised_at", locale, at=_moment(value, locale, names))


def _in_list(list: str) -> _InWords:
    return lambda code, locale, names: named(list, code, locale, names)


def term(family: str, code: str, locale: str) -> str:
    """The catalogue's word for a code of a growing vocabulary; the code itself where it has none yet."""
    try:
        return text(f"{family}.{code}", locale)
    except KeyError:
        return code


def _of(family: str) -> _InWords:
    return lambda code, locale, names: term(family, code, locale)


def _each_of(family: str) -> _InWords:
    return lambda codes, locale, names: text("list.join", locale).join(
        term(family, code, locale) for code in codes
    )


def _also_told(roles: list[str], locale: str, names: Names) -> str:
    return text("page.also_told", locale, roles=_each_of("role")(roles, locale, names)) if roles else ""


def _counts(told: Mapping[str, int], locale: str) -> str:
    """The votes on both axes; where they are not told, why."""
    if "least" not in told:
        return text("page.counts", locale, **told)
    if not told["least"]:
        return text("page.counts_not_shown", locale)
    return text("page.counts_of_few", locale, least=told["least"])


def _if_true(key: str) -> _InWords:
    return lambda value, locale, names: text(key, locale) if value else ""


def _awaited(who: list[str], locale: str, names: Names) -> str:
    """A department by its name, anybody else by their role; the head of a department by both."""
    role, of = who
    parts = [department(of, locale, names)] if of else []
    if not of or role != Role.DEPARTMENT:
        parts.append(term("role", role, locale))
    return ("" if locale == CHINESE else " ").join(parts)


def _told_how(way: str, locale: str, _names: Names) -> str:
    """A visit to tell somebody is another one than that of the deputies."""
    own = term("value.how", way, locale)
    return term("value", way, locale) if own == way else own


_WORDS: MappingProxyType[str, _InWords] = MappingProxyType(
    {
        "lead": department,
        "department": department,
        "owner": department,
        "co_handlers": _with_departments,
        "without": _without_departments,
        "deputy": _in_list("people"),
        "channel": _in_list("channels"),
        "into": _into,
        "reason": _in_list("reasons"),
        "room": _room,
        "due_on": _day,
        "until": _day,
        "answer_by": _day,
        "colour": _of("notice"),
        "was_due_on": _day,
        "reached_on": _day,
        "expected_on": _day,
        "day": _day,
        "next_on": _day,
        "proposed_day": _day,
        "answer_due_on": _day,
        "first_day": _day,
        "last_day": _day,
        "starts_at": _moment,
        "raised_at": _raised_at,
        "closes_at": _closing,
        "awaited": _awaited,
        "what": _of("wait"),
        "by_when": _limit,
        "expires_at": _closing,
        "due_at": _limit,
        "reach": _each_of("role"),
        "besides": _also_told,
        "was": _limit,
        "now": _limit,
        "because": _of("because"),
        "deadline": _of("deadline"),
        "role": _of("role"),
        "origin": _of("origin"),
        "extent": _of("extent"),
        "answer_extent": _of("answer_extent"),
        "told_how": _told_how,
        "kind": _of("meeting_kind"),
        "result_class": _of("class"),
        "outcome": _of("ballot_outcome"),
        "counts": lambda told, locale, names: _counts(told, locale),
        "decision": _of("decision"),
        "superseded_by": _of("superseded_by"),
        "light": _of("state"),
        "settled": _of("settled"),
        "satisfied": lambda value, locale, names: text(
            "choice.satisfied" if value else "choice.dissatisfied", locale
        ),
        "kept": lambda value, locale, names: text(
            "page.promise_kept" if value else "page.promise_not_kept", locale
        ),
        "late": _if_true("page.late"),
        "electorate": _each_of("electorate"),
        "widened": _if_true("page.widened"),
    }
)
"""Placeholder → its words. Values of other placeholders are printed as they are."""


def in_words(values: Mapping[str, Any], locale: str, names: Names) -> dict[str, str]:
    """The values of a sentence, ready to be filled in. An unknown value is left empty."""
    return {
        name: ""
        if value in (None, "")
        else _WORDS[name](value, locale, names)
        if name in _WORDS
        else said_in(value, locale)
        for name, value in values.items()
    }


def who(
    type: str, actor_id: str | None, role: str, its_department: str | None, locale: str, names: Names
) -> str:
    """The public name of an actor: office, department or title; citizens and voters have none."""
    if TOLD[type].secret:
        return text("page.secret_voter", locale)
    if role in _BY_NAME and actor_id in names.by_list.get("people", {}):
        return named("people", actor_id or "", locale, names)
    if its_department and role == Role.DEPARTMENT:
        return department(its_department, locale, names)
    if its_department and role == Role.DEPARTMENT_HEAD:
        return text("page.department_head", locale, name=department(its_department, locale, names))
    return text(f"role.{role}", locale)
