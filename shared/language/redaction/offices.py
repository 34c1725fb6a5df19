"""The telephones of offices, which everybody is to know: they stay in every text."""

import re
from collections.abc import Collection, Iterable

_ONE = re.compile(r"[0-9(][0-9()\- ]{4,20}[0-9]")
_AREA = re.compile("0(?:10|2[0-9]|[3-9][0-9]{2})(?=[0-9]{7,8}$)")
_DIGITS = re.compile("[^0-9]")
_EXTENSION = 4
"""Digits at most."""


def dialled(phones: Iterable[str]) -> frozenset[str]:
    """The numbers in entries of the directory, as digits, with and without the area code."""
    found = set[str]()
    for entry in phones:
        for one in _ONE.findall(entry):
            digits = _DIGITS.sub("", one)
            found |= {digits, _AREA.sub("", digits)}
    return frozenset(number for number in found if len(number) >= 7)


def is_an_offices(said: str, numbers: Collection[str]) -> bool:
    """Whether what is said is one of the ``numbers``, perhaps with an extension after it."""
    digits = _DIGITS.sub("", said)
    digits = f"0{digits[2:]}" if said.startswith("+86") else digits
    return any(digits[: len(digits) - more] in numbers for more in range(_EXTENSION + 1))
