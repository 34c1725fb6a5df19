"""Terms that are recognised by their sound, one character being mistyped (路登 for 路灯)."""

from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from services.intake.domain.triage.sound import sounds_of

LENGTHS = (4, 3, 2)
"""Characters of the terms that are listened for."""
_HOLE = "\0"


class Sounding:
    """The words by their sound, and by what is left of each without one of its characters."""

    def __init__(self, words: Iterable[str]) -> None:
        self._words = tuple(word for word in words if len(word) in LENGTHS)

    @cached_property
    def _by_sound(self) -> dict[tuple[str, ...], str]:
        return {sound: word for word in self._words for sound in sounds_of(word)}

    @cached_property
    def _rests(self) -> frozenset[str]:
        return frozenset(rest for word in self._by_sound.values() for rest in _rests_of(word))

    def heard(self, text: str, known: Sequence[tuple[int, int, int]]) -> Iterator[tuple[str, int, int]]:
        """The words that sound like a piece of ``text`` of which no character is in a longer ``known``
        span."""
        rests = self._rests
        for begin, end in _between(known, len(text)):
            for length in LENGTHS:
                for start in range(begin, end - length + 1):
                    piece = text[start : start + length]
                    if rests.isdisjoint(_rests_of(piece)):
                        continue
                    if word := self._like(piece):
                        yield word, start, start + length

    def _like(self, piece: str) -> str | None:
        """The word that sounds so and is written with one other character; of two at least one is right.

        What is written right is none: where it counts, it has been found as it is written."""
        for sound in sounds_of(piece):
            word = self._by_sound.get(sound)
            if word and sum(a == b for a, b in zip(word, piece, strict=True)) == len(piece) - 1:
                return word
        return None


def _rests_of(word: str) -> list[str]:
    return [word[:i] + _HOLE + word[i + 1 :] for i in range(len(word))]


def _between(known: Sequence[tuple[int, int, int]], length: int) -> Iterator[tuple[int, int]]:
    """The stretches that no known span of more than one character covers. ``known`` is in order of starts."""
    at = 0
    for start, end, _ in known:
        if end - start > 1:
            if start > at:
                yield at, start
            at = max(at, end)
    yield at, length
