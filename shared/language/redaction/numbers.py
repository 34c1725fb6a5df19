"""All numbers of a text that lead to a person, in one pass over its digits."""

from collections.abc import Iterator

from shared.language.redaction.card import card
from shared.language.redaction.identity import identity
from shared.language.redaction.kind import Kind
from shared.language.redaction.run import Run, runs
from shared.language.redaction.span import Span
from shared.language.redaction.telephone import telephone


def numbers_in(text: str) -> Iterator[Span]:
    """Identity first: parts of it look like telephone numbers."""
    previous: int | None = None
    for run in runs(text):
        group = 0
        while group < len(run.groups):
            found = _at(run, group, previous)
            if found is None:
                group += 1
                continue
            span, group = found
            previous = span.end if span.kind is Kind.PHONE else previous
            yield span


def _at(run: Run, group: int, previous: int | None) -> tuple[Span, int] | None:
    return identity(run, group) or card(run, group) or telephone(run, group, previous)
