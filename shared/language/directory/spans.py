"""Stretches of days on which something holds: whether one lies within others."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from typing import NamedTuple

from shared.language.contracts.directory import Entry

FOR_EVER = date.max.toordinal()
"""The last day of what has no end."""


class Span(NamedTuple):
    """Days from ``first`` to ``last``, both included, as ordinals of ``datetime.date``."""

    first: int
    last: int


Spans = Mapping[str, tuple[Span, ...]]
"""Code → the stretches on which it holds, in order and apart from each other."""


def span_of(entry: Entry) -> Span | None:
    """The days on which an entry holds; None: it was entered by mistake and never held."""
    last = FOR_EVER if entry.until is None else entry.until.toordinal()
    span = Span(entry.since.toordinal(), last)
    return span if span.first <= span.last else None


def spans_of(entries: Iterable[tuple[str, Entry]]) -> Spans:
    """The stretches of each code; those that touch or overlap are one."""
    found: dict[str, list[Span]] = {}
    for code, entry in entries:
        if span := span_of(entry):
            found.setdefault(code, []).append(span)
    return {code: _joined(spans) for code, spans in found.items()}


def overlap(one: Span, other: Span) -> date | None:
    """The first day of both."""
    first = max(one.first, other.first)
    return date.fromordinal(first) if first <= min(one.last, other.last) else None


def first_overlap(spans: Iterable[Span]) -> date | None:
    """The first day on which two of them hold."""
    for one, other in pairwise(sorted(spans)):
        if day := overlap(one, other):
            return day
    return None


def first_outside(span: Span, spans: Iterable[Span]) -> date | None:
    """The first day of ``span`` that lies in none of ``spans``, which are apart from each other."""
    for there in spans:
        if there.first <= span.first <= there.last:
            return None if span.last <= there.last else date.fromordinal(there.last + 1)
    return date.fromordinal(span.first)


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    first, *rest = sorted(spans)
    joined = [first]
    for span in rest:
        if span.first <= joined[-1].last + 1:
            joined[-1] = Span(joined[-1].first, max(joined[-1].last, span.last))
        else:
            joined.append(span)
    return tuple(joined)
