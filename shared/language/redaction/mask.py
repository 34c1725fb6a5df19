"""``mask``: one redaction for every text that leaves."""

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator

from shared.language.redaction.accounts import accounts_in
from shared.language.redaction.english_houses import english_houses_in
from shared.language.redaction.english_names import english_names_in
from shared.language.redaction.houses import houses_in
from shared.language.redaction.kind import Kind
from shared.language.redaction.names import names_in
from shared.language.redaction.numbers import numbers_in
from shared.language.redaction.offices import is_an_offices
from shared.language.redaction.owned_names import owned_names_in
from shared.language.redaction.parted import parted_in
from shared.language.redaction.private import Masked, Private
from shared.language.redaction.reading import MASK, PHONE_MASK, read
from shared.language.redaction.span import Span, merged
from shared.language.redaction.unannounced_names import unannounced_names_in

_ROUNDS = 4
_COVERS = {Kind.PHONE: PHONE_MASK, Kind.HOUSE: "某", Kind.NAME: "某"}
_LATIN = re.compile("[a-zA-Z][a-z]")
_REPEATED = 200
"""Names that are looked for wherever else they stand; nobody gives more."""


def mask(text: str, told: Collection[str] = (), spared: Collection[str] = ()) -> Masked:
    """Find and replace what leads to a person: what ``Kind`` lists; of names those that somebody gives.

    ``told``: names that another text gives, of the same message; ``spared``: telephones of offices, as
    ``dialled`` has them. Never longer than ``text``; masking twice is masking once; the time is linear in
    ``text``. Forms of address (老陈, 刘经理), streets, prices, dates and numbers of papers stay.
    """
    reading = read(text)
    said, found = reading.text, list[Span]()
    # What was masked may have parted two numbers or been taken for a word before one: look again, as a second
    # masking would.
    for _ in range(_ROUNDS):
        more = merged(_spans(said, reading.plain, told, spared))
        if not more:
            break
        found = merged([*found, *more])
        said = _without(said, more)
    private, parts, at = [], [], 0
    for span in found:
        start, end = reading.place(span.start, span.end)
        parts += [text[at:start], span.kind.value]
        private.append(Private(span.kind, start, end, text[start:end]))
        at = end
    return Masked("".join([*parts, text[at:]]), tuple(private))


def masked(text: str, told: Collection[str] = (), spared: Collection[str] = ()) -> str:
    """The text of ``mask``."""
    return mask(text, told, spared).text


def mask_all(texts: Collection[str], spared: Collection[str] = ()) -> tuple[Masked, ...]:
    """The texts of one message: a name that one of them gives is a name in each."""
    found = tuple(mask(text, (), spared) for text in texts)
    told = frozenset(name for one in found for name in one.names)
    if not told:
        return found
    return tuple(mask(text, told, spared) for text in texts)


def _spans(text: str, plain: bool, told: Collection[str], spared: Collection[str]) -> Iterator[Span]:
    numbers = [] if plain else merged([*numbers_in(text), *accounts_in(text), *parted_in(text)])
    if spared and numbers:
        numbers = [one for one in numbers if one.kind is not Kind.PHONE or not _is_spared(text, one, spared)]
    yield from numbers
    yield from (house for house in houses_in(text) if not _within(house, numbers))
    names = [*names_in(text), *owned_names_in(text, plain), *unannounced_names_in(text)]
    if not plain and _LATIN.search(text):
        names += english_names_in(text)
        yield from english_houses_in(text)
    yield from (Span(start, end, Kind.NAME) for start, end in names)
    if not names and not told:
        return
    given = {text[start:end] for start, end in names}.union(told)
    for name in sorted(name for name in given if len(name) > (4 if name.isascii() else 1))[:_REPEATED]:
        at = text.find(name)
        while at >= 0:
            yield Span(at, at + len(name), Kind.NAME)
            at = text.find(name, at + len(name))


def _is_spared(text: str, number: Span, spared: Collection[str]) -> bool:
    return is_an_offices(text[number.start : number.end], spared)


def _within(house: Span, numbers: list[Span]) -> bool:
    """Whether it begins within a number: then its digits are that number's, and name no house."""
    before = bisect_right(numbers, house.start, key=lambda number: number.start) - 1
    return before >= 0 and house.start < numbers[before].end


def _without(text: str, spans: list[Span]) -> str:
    """As it would be read after masking, but with its length kept."""
    parts, at = [], 0
    for span in spans:
        parts += [text[at : span.start], _COVERS.get(span.kind, MASK) * (span.end - span.start)]
        at = span.end
    return "".join([*parts, text[at:]])
