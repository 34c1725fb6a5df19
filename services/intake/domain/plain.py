"""Texts made comparable: width, case and traditional characters folded. Offsets stay those of the
original."""

import unicodedata
from functools import cache
from importlib.resources import files


@cache
def _simplified() -> dict[int, str]:
    """Traditional → simplified, character by character, from OpenCC's table (its first choice)."""
    lines = files("opencc").joinpath("dictionary", "TSCharacters.txt").read_text("utf-8").splitlines()
    pairs = (line.split("\t") for line in lines if "\t" in line)
    return {
        ord(old): new.split(" ")[0] for old, new in pairs if len(old) == 1 and len(new.split(" ")[0]) == 1
    }


@cache
def _folded(character: str) -> str:
    """One character for one: what would become none or several stays."""
    for form in (unicodedata.normalize("NFKC", character), unicodedata.normalize("NFKC", character).lower()):
        character = form if len(form) == 1 else character
    return character


def plain(text: str) -> str:
    """``text`` folded; as long as ``text``, so that offsets hold for both."""
    if not text.isascii():
        text = "".join(map(_folded, text)).translate(_simplified())
    return "".join(c if len(c) == 1 else o for o, c in zip(text, map(str.lower, text), strict=True))
