"""Texts made comparable: width, case and traditional characters folded. Offsets stay those of the
original."""

import unicodedata
from functools import cache
from importlib.resources import files

MOST = 40_000
"""Characters that are remembered: all that people write with, and not all that there are."""


@cache
def _simplified() -> dict[int, str]:
    """Traditional → simplified, character by character, from OpenCC's table (its first choice)."""
    lines = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {
        ord(old): new.split(" ")[0] for old, new in pairs if len(old) == 1 and len(new.split(" ")[0]) == 1
    }


def _folded(character: str) -> str:
    """One character for one: a character that would become none or several stays."""
    for form in (unicodedata.normalize("NFKC", character), unicodedata.normalize("NFKC", character).lower()):
        character = form if len(form) == 1 else character
    simple = character.translate(_simplified())
    return simple.lower() if len(simple.lower()) == 1 else simple


class _Folding(dict[int, str]):
    """What each character becomes, for ``str.translate``; found out when it is first met."""

    def __missing__(self, code: int) -> str:
        folded = _folded(chr(code))
        if len(self) < MOST:
            self[code] = folded
        return folded


_FOLDING = _Folding()


def plain(text: str) -> str:
    """``text`` folded; as long as ``text``, so that offsets hold for both."""
    return text.lower() if text.isascii() else text.translate(_FOLDING)
