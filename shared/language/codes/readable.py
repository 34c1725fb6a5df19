"""Codes made to be read out on the phone and typed by hand: trace codes, and raisers' proofs.

Drawn symbols and a check symbol, from an alphabet without 0, O, 1, I and L. It has 31 symbols, a prime, and
each place weighs differently, so every single wrong symbol and every swap of two symbols is noticed.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUP = 3
"""Shown in groups of three: ``K7M-2QX-9FA``."""

_BASE = len(ALPHABET)


@dataclass(frozen=True, slots=True)
class ReadableCode:
    """Codes of ``length`` symbols, the last of which is the check symbol. ``length`` is below 31."""

    length: int

    def new(self, draw: Callable[[int], int]) -> str:
        """A code as it is shown. ``draw(n)`` returns a number from 0 to n - 1, unpredictable where codes
        matter."""
        drawn = [draw(_BASE) for _ in range(self.length - 1)]
        check = -self._weighted(drawn) % _BASE
        return _grouped("".join(ALPHABET[value] for value in (*drawn, check)))

    def normalise(self, text: str) -> str:
        """The code as it is shown, from typed text: any case, full width, with or without blanks and
        hyphens.

        Text that cannot be a code comes back without blanks and hyphens only; ``is_valid`` says no to it.
        """
        found = symbols_of(text)
        return _grouped(found) if len(found) == self.length else found

    def is_valid(self, text: str) -> bool:
        """Whether ``text`` can be such a code at all: the check symbol fits."""
        found = symbols_of(text)
        if len(found) != self.length or not set(found) <= set(ALPHABET):
            return False
        return self._weighted([ALPHABET.index(symbol) for symbol in found]) % _BASE == 0

    def _weighted(self, values: list[int]) -> int:
        """The check symbol itself, the last, weighs 1."""
        return sum((self.length - place) * value for place, value in enumerate(values))


def symbols_of(text: str) -> str:
    """A typed code without case, width, blanks and hyphens."""
    wide = unicodedata.normalize("NFKC", text).upper()
    return "".join(symbol for symbol in wide if symbol.isalnum())


def _grouped(symbols: str) -> str:
    return "-".join(symbols[start : start + GROUP] for start in range(0, len(symbols), GROUP))
