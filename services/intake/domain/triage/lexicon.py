"""Finds many terms in a text at once; ``data/README.md`` tells how terms are written.

One pass of an Aho–Corasick automaton (ADR 0043) finds every piece of every term. Which terms of several parts
have all of them is told by sets of bits, and only for those it is looked where the parts stand. So the work
grows with the text, not with its square, and hardly with the number of terms.
"""

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import chain
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from services.intake.domain.triage.sounding import Sounding

GAP = 8
"""Characters that may stand between two parts of a term."""
CLOSELY = "‥"
"""Written instead of “…” in a term whose parts stand in one clause."""
_ENDS = frozenset("。！？!?;；\n")
_BREAKS = _ENDS | frozenset("，,")
Span = tuple[int, int]


class Hit(NamedTuple):
    """A term found at ``start:end``. ``sounded``: recognised by its sound, one character being mistyped."""

    term: str
    start: int
    end: int
    sounded: bool = False


def parts_of(term: str) -> tuple[tuple[str, ...], ...]:
    """The alternatives of each part."""
    return tuple(
        tuple(a.replace("_", " ") for a in part.split("/") if a)
        for part in term.lower().replace(CLOSELY, "…").split("…")
        if part
    )


class Lexicon:
    """Terms, prepared once."""

    def __init__(
        self,
        terms: Iterable[str],
        hidden: Iterable[str] = (),
        sounding: Iterable[str] = (),
        whole: Iterable[str] = (),
    ) -> None:
        parts = {term: parts_of(term) for term in dict.fromkeys(terms)}
        hidden, uncut = tuple(dict.fromkeys(hidden)), tuple(dict.fromkeys(whole))
        atoms = dict.fromkeys(a for of in parts.values() for alternatives in of for a in alternatives)
        number = {atom: n for n, atom in enumerate(dict.fromkeys((*atoms, *hidden, *uncut)))}
        self._finder = AhoCorasick(list(number))
        self._hidden = frozenset(number[word] for word in hidden)
        self._uncut = frozenset(number[word] for word in uncut)
        self._is_atom = [atom in atoms for atom in number]
        self._is_ascii = [atom.isascii() for atom in number]
        self._whole: list[tuple[str, ...]] = [()] * len(number)
        """By atom: the terms that are nothing else."""
        self._chained = tuple(
            (term, tuple(tuple(dict.fromkeys(number[a] for a in alternatives)) for alternatives in of))
            for term, of in parts.items()
            if len(of) > 1
        )
        """Terms of several parts: the atoms of each part."""
        for term, of in parts.items():
            for atom in of[0] if len(of) == 1 else ():
                self._whole[number[atom]] += (term,)
        most = max((len(of) for _, of in self._chained), default=0)
        self._bits: list[dict[int, int]] = [{} for _ in range(most)]
        """By place in a term, then by atom: a bit for each chained term that has the atom there."""
        self._shorter = [0] * most
        """By place: the chained terms that have no such part."""
        for bit, (_, joined) in enumerate(self._chained):
            for place, links in enumerate(joined):
                for link in links:
                    self._bits[place][link] = self._bits[place].get(link, 0) | 1 << bit
            for place in range(len(joined), most):
                self._shorter[place] |= 1 << bit
        self._sounding = Sounding(
            of[0][0] for term in dict.fromkeys(sounding) for of in (parts[term],) if list(map(len, of)) == [1]
        )

    def hits(self, text: str, beside: "Lexicon | None" = None) -> list[Hit]:
        """Every term in the folded ``text``, in order of its start. Terms inside a hidden word are left out.

        The terms of another lexicon may be looked for ``beside`` its own; none is heard where one is written.
        """
        plain = self._spans(text)
        found = self._written(text, plain)
        if beside and (others := beside._spans(text)):
            found += beside._written(text, others)
            plain = list(merge(plain, others))
        found += [Hit(word, start, end, True) for word, start, end in self._sounding.heard(text, plain)]
        found.sort(key=lambda hit: (hit.start, -hit.end, hit.term))
        return found

    def _written(self, text: str, plain: list[tuple[int, int, int]]) -> list[Hit]:
        """The terms that these spans of their parts make up."""
        spans: dict[int, list[Span]] = {}
        whole = self._whole
        found = []
        for start, end, atom in plain:
            spans.setdefault(atom, []).append((start, end))
            for term in whole[atom]:
                found.append(Hit(term, start, end))
        for term, parts in self._complete(spans):
            options = [_in_order([spans[atom] for atom in part if atom in spans]) for part in parts]
            ends = _BREAKS if CLOSELY in term else _ENDS
            found += [Hit(term, start, end) for start, end in _chains(options, text, ends)]
        return found

    def _complete(self, atoms: Iterable[int]) -> Iterator[tuple[str, tuple[tuple[int, ...], ...]]]:
        """The terms of several parts of which every part is somewhere among the atoms."""
        complete = -1
        for bits, shorter in zip(self._bits, self._shorter, strict=True):
            there = shorter
            for atom in atoms:
                if mask := bits.get(atom):
                    there |= mask
            complete &= there
        while self._bits and complete:
            lowest = complete & -complete
            complete ^= lowest
            yield self._chained[lowest.bit_length() - 1]

    def _spans(self, text: str) -> list[tuple[int, int, int]]:
        """Start, end and number of each atom in order; those inside a longer hidden word are left out.

        So are those that cut a whole word in two: 电到 in 停电|到.
        """
        matches = self._finder.find_matches_as_indexes(text, overlapping=True)
        spans, hidden, uncut = [], [], []
        for atom, start, end in matches:
            if atom in self._hidden:
                hidden.append((start, end))
            if atom in self._uncut:
                uncut.append((start, end))
            if self._is_atom[atom] and not (self._is_ascii[atom] and _inside_a_word(text, start, end)):
                spans.append((start, end, atom))
        spans.sort()
        kept = _outside(spans, hidden) if hidden else spans
        return _uncutting(kept, uncut) if uncut else kept


def _in_order(spans: list[list[Span]]) -> list[Span]:
    """The spans of several atoms, each in order, by their starts."""
    return spans[0] if len(spans) == 1 else sorted(chain.from_iterable(spans))


def _outside(spans: list[tuple[int, int, int]], hidden: list[Span]) -> list[tuple[int, int, int]]:
    """The spans that lie in no longer hidden one; both in one pass by their starts."""
    hidden.sort()
    kept = []
    before = at = here = number = 0
    for span in spans:
        start, end, _ = span
        while number < len(hidden) and hidden[number][0] <= start:
            begin, finish = hidden[number]
            number += 1
            if begin != at:
                before, at, here = max(before, here), begin, 0
            here = max(here, finish)
        reach, same = (before, here) if at == start else (max(before, here), 0)
        if reach < end and same <= end:
            kept.append(span)
    return kept


def _uncutting(spans: list[tuple[int, int, int]], uncut: list[Span]) -> list[tuple[int, int, int]]:
    """The spans that begin or end inside no whole word which reaches over that end of theirs."""
    ends = dict(uncut)
    inner = {place: (start, end) for start, end in ends.items() for place in range(start + 1, end)}
    kept = []
    for span in spans:
        begin, finish = inner.get(span[0]), inner.get(span[1])
        cut = (begin and begin[1] < span[1]) or (finish and finish[0] > span[0])
        if not cut:
            kept.append(span)
    return kept


def _inside_a_word(text: str, start: int, end: int) -> bool:
    """Latin words and numbers count only whole: ``4g`` is not in ``14ge``."""
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum())


def _chains(parts: Sequence[Sequence[Span]], text: str, ends: frozenset[str]) -> list[Span]:
    """Where the parts follow each other closely, none of ``ends`` between: each first part is used once."""
    found = []
    for start, first in parts[0]:
        end = first
        for options in parts[1:]:
            end = _next(options, end, text, ends)
            if end < 0:
                break
        else:
            found.append((start, end))
    return found


def _next(options: Sequence[Span], end: int, text: str, ends: frozenset[str]) -> int:
    """The end of the first option that follows closely, none of ``ends`` between; -1 if none does."""
    place = bisect_left(options, (end,))
    if place == len(options) or options[place][0] > end + GAP:
        return -1
    start, after = options[place]
    return -1 if ends & set(text[end:start]) else after
