"""Lists of things with their filters, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from services.console.domain.places import PLACES
from services.console.views.loop import ThingView, state_in_words, thing_view
from shared.language.calendar import local_day
from shared.language.contracts.handling.project_things import PROJECT_KINDS
from shared.language.directory.naming import Names
from shared.language.telling.words import named, term
from shared.language.words import text

_LISTS = MappingProxyType({"village": "villages", "category": "categories", "department": "departments"})
"""Filter → the township's list of its codes."""
_WORDS = MappingProxyType({"origin": ("deputy", "government"), "kind": ("regular", "on_demand")})
_UNLISTED = frozenset({"overdue", "assigned_from"})
"""Standings that are no state of a topic or an item."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A kind of thing with a page of lists; ``filters``: what it may be narrowed by."""

    name: str
    kind: str
    filters: tuple[str, ...]


LISTED: Mapping[str, Listed] = MappingProxyType(
    {
        one.name: one
        for one in (
            Listed("matters", "submission", ("state", "village", "category")),
            Listed("topics", "topic", ("state", "origin")),
            Listed("meetings", "meeting", ("state", "kind")),
            Listed("items", "item", ("state", "department")),
            Listed("projects", "project", ("state", "department", "kind")),
            Listed("promises", "promise", ("state", "department")),
        )
    }
)
"""Name of the page → what it lists."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as the page offers it: its choices, code → words; ``chosen``: empty for all."""

    name: str
    label: str
    choices: Mapping[str, str]
    chosen: str


@dataclass(frozen=True, slots=True)
class ListRow:
    """A thing in the list. ``day``: when it began; ``where``: village or department, empty for neither."""

    thing: ThingView
    href: str
    day: date
    where: str


@dataclass(frozen=True, slots=True)
class ListView:
    """One page of a list. ``older``: where the next page begins; empty: there is none."""

    township: str
    township_name: str
    name: str
    words: str
    too_short: bool
    filters: tuple[Filter, ...]
    rows: tuple[ListRow, ...]
    newest: bool
    """Whether it begins with the newest."""
    older: str


def filters_of(listed: Listed, chosen: Mapping[str, str], locale: str, names: Names) -> tuple[Filter, ...]:
    """What the list may be narrowed by, with what is chosen."""
    return tuple(
        Filter(
            name,
            text(f"page.list.{name}", locale),
            dict(_choices(listed.kind, name, locale, names)),
            chosen.get(name, ""),
        )
        for name in listed.filters
    )


def _choices(kind: str, name: str, locale: str, names: Names) -> Iterable[tuple[str, str]]:
    if name == "state":
        return (
            (state, state_in_words(kind, state, locale)) for state in PLACES[kind] if _is_state(kind, state)
        )
    if name in _LISTS:
        of_list = names.by_list.get(_LISTS[name], {})
        return ((code, named(_LISTS[name], code, locale, names)) for code in of_list)
    if kind == "project":
        return ((code, text(f"project_kind.{code}", locale)) for code in PROJECT_KINDS)
    family = "meeting_kind" if name == "kind" else name
    return ((code, term(family, code, locale)) for code in _WORDS[name])


def _is_state(kind: str, state: str) -> bool:
    return state not in _UNLISTED or (kind, state) == ("promise", "overdue")


def row_of(
    kind: str, id: str, document: Mapping[str, Any], today: date, locale: str, names: Names
) -> ListRow:
    """The thing as a list shows it. A published matter leads to its way, by its public code."""
    began = next(document[field] for field in _BEGAN if document.get(field))
    village, department = document.get("village"), document.get("lead") or document.get("owner")
    department = department or document.get("department")
    where = named("villages", village, locale, names) if village else ""
    if not where and department:
        where = named("departments", department, locale, names)
    page = "t" if kind == "submission" else f"{kind}s"
    return ListRow(
        thing=thing_view(kind, id, document, today, locale, names),
        href=f"/{page}/{document['trace_code'] if kind == 'submission' else id}",
        day=local_day(datetime.fromisoformat(began)) if "T" in began else date.fromisoformat(began),
        where=where,
    )


_BEGAN = ("day", "submitted_at", "created_at", "assigned_at", "made_at", "planned_at")
