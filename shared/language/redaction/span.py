"""Where something stands in the text as it is read."""

from collections.abc import Iterable
from typing import NamedTuple

from shared.language.redaction.kind import Kind


class Span(NamedTuple):
    """From ``start`` up to ``end``, in characters of the text that the rules see."""

    start: int
    end: int
    kind: Kind


def merged(spans: Iterable[Span]) -> list[Span]:
    """In order and apart from each other: what overlaps becomes one, of the kind of the longest."""
    found: list[Span] = []
    for span in sorted(spans, key=lambda span: (span.start, -span.end)):
        if not found or found[-1].end <= span.start:
            found.append(span)
        elif span.end > found[-1].end:
            last = found.pop()
            longer = span if span.end - span.start > last.end - last.start else last
            found.append(Span(last.start, span.end, longer.kind))
    return found
