"""Trace codes: what a raiser keeps to follow a matter, made to be read out on the phone and typed by hand.

Eight drawn symbols and a check symbol, from an alphabet without 0, O, 1, I and L. It has 31 symbols, a prime, and each
place weighs differently, so every single wrong symbol and every swap of two symbols is noticed.
"""

import unicodedata
from collections.abc import Callable

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
DRAWN = 8
LENGTH = DRAWN + 1
GROUP = 3
"""Shown as three groups of three: ``K7M-2QX-9FA``."""

_BASE = len(ALPHABET)


def new_trace_code(draw: Callable[[int], int]) -> str:
    """A code as it is shown. ``draw(n)`` returns a whole number from 0 to n - 1, unpredictable where codes matter."""
    drawn = [draw(_BASE) for _ in range(DRAWN)]
    check = -_weighted(drawn) % _BASE
    return _grouped("".join(ALPHABET[value] for value in (*drawn, check)))


def normalise(text: str) -> str:
    """The code as it is shown, from what somebody typed: any case, full width, with or without blanks and hyphens.

    What cannot be a code comes back without blanks and hyphens only; ``is_valid`` says no to it.
    """
    wide = unicodedata.normalize("NFKC", text).upper()
    symbols = "".join(symbol for symbol in wide if symbol.isalnum())
    return _grouped(symbols) if len(symbols) == LENGTH else symbols


def is_valid(text: str) -> bool:
    """Whether ``text`` can be a trace code at all: the check symbol fits."""
    symbols = normalise(text).replace("-", "")
    if len(symbols) != LENGTH or not set(symbols) <= set(ALPHABET):
        return False
    return _weighted([ALPHABET.index(symbol) for symbol in symbols]) % _BASE == 0


def _weighted(values: list[int]) -> int:
    """The check symbol itself, the last of ``LENGTH``, weighs 1."""
    return sum((LENGTH - place) * value for place, value in enumerate(values))


def _grouped(symbols: str) -> str:
    return "-".join(symbols[start : start + GROUP] for start in range(0, LENGTH, GROUP))
