"""What the office decides a matter by, in words: what is suggested, and what everybody would read."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from services.desk.views import words
from shared.language.directory.naming import Names
from shared.language.words import said_in, text
from shared.language.words.catalogue import entries

_FIELDS = ("category", "department", "leader", "urgency", "kind", "admissible", "small_matter")
_LISTS: Mapping[str, str] = {
    "category": "categories",
    "department": "departments",
    "leader": "people",
    "urgency": "urgencies",
    "kind": "kinds",
    "admissible": "reasons",
}
_YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Suggestion:
    """What triage suggests for one field, how sure it is in per cent, and why."""

    label: str
    value: str
    sure: bool
    percent: int
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """What everybody reads by one choice. ``masked``: kinds of pieces, each with how many."""

    extent: str
    title: str
    text: str
    place: str
    refused: str
    masked: str
    struck_out: int


def suggestions(triage: Mapping[str, Any], names: Names, locale: str) -> Iterator[Suggestion]:
    """In the order in which one decides."""
    for field in _FIELDS:
        one = triage.get(field)
        if one:
            yield Suggestion(
                label=words.label(field, locale) or entries(locale).get(f"suggested.{field}", field),
                value=_value(field, str(one["value"]), names, locale),
                sure=bool(one["sure"]),
                percent=round(100 * one["confidence"]),
                why=said_in(one["why"], locale),
            )


def _value(field: str, value: str, names: Names, locale: str) -> str:
    if value in _YES_NO:
        return text(f"suggested.{field}.{value}", locale)
    return names.name_of(_LISTS.get(field, field), value)


def follows(triage: Mapping[str, Any]) -> bool:
    """Whether the office may take it on as suggested, without a word of its own."""
    needed = [triage.get(field) for field in ("category", "admissible")]
    admissible = (triage.get("admissible") or {}).get("value") == "yes"
    return admissible and not triage.get("matters") and all(one and one["sure"] for one in needed)


def choices(said: Mapping[str, Any], locale: str) -> Iterator[Choice]:
    """The choices of a preview; what changes nothing says so."""
    for one in said.get("choices", ()):
        reads = (one.get("everybody_reads") or {}).get("published") or {}
        kinds = (text(f"masked.{kind}", locale, count=count) for kind, count in one["kinds"].items())
        yield Choice(
            extent=text(f"extent.{one['extent']}", locale),
            title=reads.get("title", ""),
            text=reads.get("text", ""),
            place=reads.get("address", ""),
            refused=said_in(one["refused"], locale) if one["refused"] else "",
            masked=text("list.join", locale).join(kinds),
            struck_out=int(one["struck_out"]),
        )
