"""Finds many terms in a text at once; ``data/README.md`` tells how terms are written."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from services.intake.domain.triage.sound import sounds_of

GAP = 8
"""Characters that may stand between two parts of a term."""
_ENDS = frozenset("。！？!?;；\n")


@dataclass(frozen=True, slots=True)
class Hit:
    """A term found at ``start:end``. ``sounded``: recognised by its sound, one character being mistyped."""

    term: str
    start: int
    end: int
    sounded: bool = False


def parts_of(term: str) -> tuple[tuple[str, ...], ...]:
    """The alternatives of each part."""
    return tuple(
        tuple(a.replace("_", " ") for a in part.split("/") if a) for part in term.lower().split("…") if part
    )


class Lexicon:
    """All terms of the data files, prepared once."""

    def __init__(
        self, terms: Iterable[str], hidden: Iterable[str] = (), sounding: Iterable[str] = ()
    ) -> None:
        self._parts = {term: parts_of(term) for term in dict.fromkeys(terms)}
        self._hidden = frozenset(hidden)
        self._sounding = tuple(dict.fromkeys(sounding))
        atoms: dict[str, list[tuple[str, int]]] = {}
        for term, parts in self._parts.items():
            for index, alternatives in enumerate(parts):
                for atom in alternatives:
                    atoms.setdefault(atom, []).append((term, index))
        self._atoms = atoms
        lengths: dict[str, set[int]] = {}
        for atom in (*atoms, *self._hidden):
            lengths.setdefault(atom[0], set()).add(len(atom))
        self._lengths = {first: tuple(sorted(found)) for first, found in lengths.items()}

    @cached_property
    def _by_sound(self) -> Mapping[tuple[str, ...], str]:
        return {
            sound: parts[0][0]
            for term in self._sounding
            if len(parts := self._parts[term]) == 1 and len(parts[0]) == 1 and 2 <= len(parts[0][0]) <= 4
            for sound in sounds_of(parts[0][0])
        }

    def hits(self, text: str) -> list[Hit]:
        """Every term in the folded ``text``, in order of its start. Terms inside a hidden word are left
        out."""
        spans = self._spans(text)
        places: dict[str, list[list[tuple[int, int]]]] = {}
        for start, end, atom in spans:
            for term, index in self._atoms.get(atom, ()):
                of_term = places.get(term)
                if of_term is None:
                    of_term = places[term] = [[] for _ in self._parts[term]]
                of_term[index].append((start, end))
        found = [Hit(term, s, e) for term, of in places.items() if all(of) for s, e in _chains(of, text)]
        found += self._sounded(text, {(start, end) for start, end, _ in spans})
        found.sort(key=lambda hit: (hit.start, -hit.end, hit.term))
        return found

    def _spans(self, text: str) -> list[tuple[int, int, str]]:
        spans, hidden = [], []
        for start, first in enumerate(text):
            for length in self._lengths.get(first, ()):
                piece = text[start : start + length]
                if piece in self._hidden:
                    hidden.append((start, start + length))
                if piece in self._atoms and not _inside_a_word(text, start, start + length):
                    spans.append((start, start + length, piece))
        if not hidden:
            return spans
        return [
            (start, end, atom)
            for start, end, atom in spans
            if not any(s <= start and end <= e and (s, e) != (start, end) for s, e in hidden)
        ]

    def _sounded(self, text: str, known: set[tuple[int, int]]) -> list[Hit]:
        covered = [False] * len(text)
        for start, end in known:
            if end - start > 1:
                covered[start:end] = [True] * (end - start)
        found = []
        for length in (4, 3, 2):
            for start in range(len(text) - length + 1):
                piece = text[start : start + length]
                if any(covered[start : start + length]) or piece.isascii():
                    continue
                for sound in sounds_of(piece):
                    term = self._by_sound.get(sound)
                    if term and sum(a == b for a, b in zip(term, piece, strict=True)) >= max(1, length - 1):
                        found.append(Hit(term, start, start + length, sounded=True))
                        break
        return found


def _inside_a_word(text: str, start: int, end: int) -> bool:
    """Latin words and numbers count only whole: ``4g`` is not in ``14ge``."""
    if not text[start:end].isascii():
        return False
    before, after = text[start - 1 : start], text[end : end + 1]
    return (before.isascii() and before.isalnum()) or (after.isascii() and after.isalnum())


def _chains(parts: list[list[tuple[int, int]]], text: str) -> list[tuple[int, int]]:
    """Where the parts follow each other closely in one sentence: each first part is used once."""
    if len(parts) == 1:
        return parts[0]
    found = []
    for start, end in parts[0]:
        for options in parts[1:]:
            end = next((e for s, e in options if end <= s <= end + GAP and not _ENDS & set(text[end:s])), -1)
            if end < 0:
                break
        if end >= 0:
            found.append((start, end))
    return found
