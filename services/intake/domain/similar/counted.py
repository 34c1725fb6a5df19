"""Which one of several a text is about: the lamp with this number, the third floor, zone A."""

import re
from collections.abc import Iterator
from functools import cache
from zlib import crc32

from services.intake.domain.similar.tables import tables

NUMBERS = 499
"""Numbers and codes are told apart by so many, from which none can be read."""
CODE = "code"
"""The aspect of what is written on a thing."""
LETTER = "letter"
"""The aspect of what has a letter for its name."""
_DIGITS = "零一二三四五六七八九"
_COUNTING = frozenset("零〇一二三四五六七八九十百")
_HAN = f"[{''.join(sorted(_COUNTING))}]"
_CODE = re.compile(
    r"编号(?:[是为:：])?\s*(?P<told>[a-z]*-?\d+)|(?<![a-z\d])(?P<bare>[a-z]{2,4}-?\d{2,6})(?![a-z\d])"
)


@cache
def _counting() -> re.Pattern[str]:
    """A row's place needs 第, whatever else may go without; what is counted is no name: 加一班, 同一栋."""
    nouns = "|".join(f"(?P<{name}>{noun})" for name, noun in tables().numbered.items() if name != "nth")
    return re.compile(
        rf"(?P<th>第)?(?<![a-z\d.]|[加多增少每几各同哪另那这某零〇一二三四五六七八九十百])"
        rf"(?P<n>[a-z]{{0,3}}\d{{1,4}}|{_HAN}{{1,5}}|[a-z甲乙丙丁])"
        rf"(?:{nouns}|(?<=[a-z])(?P<{LETTER}>口|座|段|库)|(?P<nth>{tables().numbered['nth']}))"
    )


def counted(said: str) -> Iterator[tuple[str, str]]:
    """What is counted, and a number for its number."""
    for match in _counting().finditer(said):
        if match.lastgroup != "nth" or match["th"]:
            yield str(match.lastgroup), str(_number(match["n"]))
    for match in _CODE.finditer(said):
        yield CODE, str(_number(match["told"] or match["bare"]))


def _number(said: str) -> int:
    if not set(said) <= _COUNTING:
        return int(said) % NUMBERS if said.isdecimal() else crc32(said.encode()) % NUMBERS
    total, digit = 0, 0
    for sign in said:
        if sign in "十百":
            total, digit = total + (digit or 1) * (10 if sign == "十" else 100), 0
        else:
            digit = digit * 10 + _DIGITS.find(sign.replace("〇", "零"))
    return (total + digit) % NUMBERS
