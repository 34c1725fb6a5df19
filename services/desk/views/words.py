"""What a thing says, in words: labels from the catalogue, codes by the township's names and the catalogue."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from services.desk.domain.forms.wording import as_label
from shared.kernel.messages.base import Bilingual
from shared.language.calendar import local_day, local_minute
from shared.language.directory.naming import Names
from shared.language.words import said_in, text
from shared.language.words.catalogue import entries

_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")
_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d")
_LISTS: Mapping[str, str] = MappingProxyType(
    {
        "village": "villages",
        "category": "categories",
        "lead": "departments",
        "department": "departments",
        "owner": "departments",
        "co_handlers": "departments",
        "room": "rooms",
        "channel": "channels",
        "refused_reason": "reasons",
        "supervisions.to": "departments",
    }
)
"""Field → the township's list that has its names; of all others, people are tried. One that says something
else within a part of a thing is named with that part."""
_FAMILIES: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "result_class": ("class",),
        "publish": ("answer_extent",),
        "colour": ("notice",),
        "light": ("state",),
        "outcome": ("ballot_outcome", "value"),
        "why": ("agenda",),
        "told_how": ("value.how", "value"),
        "how": ("value.how", "value"),
        "kind": ("meeting_kind", "decision", "value"),
        "actor_role": ("role",),
        "role": ("role",),
        "answers.extent": ("answer_extent",),
        "supervisions.kind": ("value.supervisions",),
    }
)
_WITHIN = frozenset(name for name in (*_LISTS, *_FAMILIES) if "." in name)
_TECHNICAL = frozenset({"state", "waiting", "proof", "recused", "redactions", "confidential"})
"""What a page says otherwise, or not at all."""
_SAID_BETTER = MappingProxyType({"due_on": "due_at"})
"""Field → another that says the same more exactly."""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a thing: a label, and a text or what is inside."""

    label: str
    text: str = ""
    parts: tuple[tuple["Row", ...], ...] = ()


def label(name: str, locale: str, within: str = "") -> str | None:
    """What a field is called, in the part ``within`` of a thing; None: people are not shown it."""
    known = entries(locale)
    keys = (f"part.{within}.{name}", f"part.{name}", f"field.{name}")
    found = next((known[key] for key in keys if key in known), None)
    return as_label(found) if found else None


def rows(
    said: Mapping[str, Any], names: Names, locale: str, own: str = "", within: str = ""
) -> Iterator[Row]:
    """The lines of what a thing says, in the order of its contract, without what says nothing to people: ids,
    since pages lead to what they name; ``own``: the thing's. ``within``: the part of it that says so."""
    for name, value in said.items():
        silent = name in _TECHNICAL or (own and value == own) or said.get(_SAID_BETTER.get(name, ""))
        called = None if silent else label(name, locale, within)
        if called is None or value in (None, "", [], {}, False) or _are_ids(value):
            continue
        if _is_part(value):
            inner = tuple(rows(value, names, locale, within=name))
            yield from [Row(called, parts=(inner,))] if inner else []
        elif isinstance(value, list) and value and all(map(_is_part, value)):
            parts = tuple(tuple(rows(one, names, locale, within=name)) for one in reversed(value))
            yield Row(called, parts=tuple(filter(None, parts)))
        else:
            yield Row(called, in_words(name, value, names, locale, within))


def _are_ids(value: Any) -> bool:
    return all(
        isinstance(one, str) and _ID.match(one) for one in (value if isinstance(value, list) else [value])
    )


def _is_part(value: Any) -> bool:
    return isinstance(value, dict) and not _is_said(value)


def _is_said(value: Any) -> bool:
    """Whether it is a text in both languages."""
    return isinstance(value, dict) and value.keys() == Bilingual.model_fields.keys()


def in_words(name: str, value: Any, names: Names, locale: str, within: str = "") -> str:
    """A value in words."""
    if isinstance(value, bool):
        return text(f"value.{str(value).lower()}", locale)
    if isinstance(value, list):
        return text("list.join", locale).join(in_words(name, one, names, locale, within) for one in value)
    if isinstance(value, dict):
        return said_in(value, locale)
    said = str(value)
    if _MOMENT.match(said):
        return moment(datetime.fromisoformat(said), locale)
    if _DAY.match(said):
        return day(date.fromisoformat(said), locale)
    return _coded(f"{within}.{name}" if f"{within}.{name}" in _WITHIN else name, said, names, locale)


def _coded(name: str, said: str, names: Names, locale: str) -> str:
    if name in _LISTS:
        return names.name_of(_LISTS[name], said)
    known = entries(locale)
    families = (*_FAMILIES.get(name, ()), name, "state", f"value.{name}", "value")
    words = (known[key] for family in families if (key := f"{family}.{said}") in known)
    return next(words, names.name_of("people", said))


def day(of: date, locale: str) -> str:
    """``2026年10月8日``."""
    return text("page.day", locale, year=of.year, month=of.month, day=of.day)


def moment(at: datetime, locale: str) -> str:
    """A day and a minute, Asia/Shanghai."""
    return f"{day(local_day(at), locale)} {local_minute(at)}"


def state_words(kind: str, state: str, locale: str) -> str:
    """A state in words."""
    known = entries(locale)
    return known.get(f"state.{kind}.{state}") or known.get(f"state.{state}") or state


def who(actor: str | None, role: str, department: str | None, names: Names, locale: str) -> str:
    """Somebody by department, role and name, as far as each is known."""
    parts = [names.name_of("departments", department)] if department else []
    parts.append(entries(locale).get(f"role.{role}", role))
    if actor and actor in names.by_list.get("people", {}):
        parts.append(names.name_of("people", actor))
    return " ".join(parts)


def title_of(kind: str, said: Mapping[str, Any], names: Names, locale: str) -> str:
    """What a thing is called, by what it says to its reader."""
    if kind == "meeting" and said.get("day"):
        name = text(f"meeting_kind.{said['kind']}", locale)
        return text("page.on_day", locale, name=name, day=day(date.fromisoformat(said["day"]), locale))
    if kind == "visit" and said.get("day"):
        return text(
            "page.on_day",
            locale,
            name=text("thing.visit", locale),
            day=day(date.fromisoformat(said["day"]), locale),
        )
    published = (said.get("published") or {}).get("title", "")
    for found in (said.get("title"), published, said.get("item_title"), said.get("text"), said.get("plan")):
        if found:
            return str(found)[:80]
    if _is_said(said.get("why")):
        return said_in(said["why"], locale)
    places = [names.name_of(_LISTS[name], said[name]) for name in ("village", "category") if said.get(name)]
    return " · ".join(places) or text("page.untitled", locale)
