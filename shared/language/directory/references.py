"""What the entries of one list say of another's, on every day on which they hold."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from shared.language.contracts.directory import Entry, TownshipLists
from shared.language.contracts.envelope import Role
from shared.language.directory.problem import Problem
from shared.language.directory.spans import Spans, first_outside, span_of, spans_of

LEADERS = "leaders"
"""Not a list: the people who hold a post of head or leader (乡长、分管领导)."""


class Reference(NamedTuple):
    """A field of a list's entries that names entries of another list."""

    list: str
    field: str
    to: str


REFERENCES = (
    Reference("departments", "leader", LEADERS),
    Reference("rooms", "village", "villages"),
    Reference("posts", "person_id", "people"),
    Reference("posts", "department", "departments"),
    Reference("posts", "constituency", "villages"),
    Reference("categories", "department", "departments"),
    Reference("categories", "urgency", "urgencies"),
    Reference("routes", "categories", "categories"),
    Reference("routes", "without_urgency", "urgencies"),
    Reference("routes", "department", "departments"),
    Reference("questions", "category", "categories"),
    Reference("duties", "category", "categories"),
)


def broken_references(lists: TownshipLists) -> Iterator[Problem]:
    """Entries that name what is not there, or not on all of their days."""
    named, holding = dict(lists.each()), _holding(lists)
    for reference in REFERENCES:
        there = holding[reference.to]
        for entry in named[reference.list]:
            for code in _codes(getattr(entry, reference.field)):
                yield from _broken(reference, entry, code, there)


def _broken(reference: Reference, entry: Entry, code: str, there: Spans) -> Iterator[Problem]:
    span = span_of(entry)
    if span is None:
        return
    place = (reference.list, entry, reference.field)
    if code not in there:
        wrong = "no_leader" if reference.to == LEADERS else "unknown_reference"
        yield Problem.of(*place, wrong, value=code)
    elif missing := first_outside(span, there[code]):
        yield Problem.of(*place, "reference_ends", value=code, day=missing)


def _codes(value: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else value


def _holding(lists: TownshipLists) -> Mapping[str, Spans]:
    leading = (post for post in lists.posts if post.role in (Role.HEAD, Role.LEADER))
    return {
        **{
            name: spans_of((getattr(entry, entry.key[0]), entry) for entry in entries)
            for name, entries in lists.each()
        },
        LEADERS: spans_of((post.person_id, post) for post in leading),
    }


def first_day_without(entry: Entry, code: str, there: Spans) -> date | None:
    """The first day on which ``entry`` holds and ``code`` does not."""
    span = span_of(entry)
    return first_outside(span, there.get(code, ())) if span else None
