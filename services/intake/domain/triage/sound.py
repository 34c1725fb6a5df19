"""How characters sound, without tones: mistyped words (路登 for 路灯) sound like the right ones."""

from functools import cache, lru_cache
from itertools import product

from pypinyin import Style
from pypinyin.constants import PINYIN_DICT
from pypinyin.style import convert

READINGS = 2
"""A character's most usual readings that are tried."""


@cache
def readings(character: str) -> tuple[str, ...]:
    """The toneless syllables of one character; none for what is not Chinese."""
    spoken = PINYIN_DICT.get(ord(character), "")
    plain = (convert(one, Style.NORMAL, strict=False) for one in spoken.split(",")[:READINGS] if one)
    return tuple(dict.fromkeys(plain))


@lru_cache(maxsize=32768)
def sounds_of(word: str) -> tuple[tuple[str, ...], ...]:
    """Every way to say ``word``; none if a character has no reading."""
    return tuple(product(*map(readings, word)))
