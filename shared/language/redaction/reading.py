"""A text as an eye reads it: without what cannot be seen, in one width, every digit a digit."""

import re
import unicodedata
from dataclasses import dataclass

from shared.language.redaction.kind import Kind
from shared.language.redaction.run import NUMERALS

MASK, PHONE_MASK = "\ue000", "\ue001"
"""What stands for masks that are there already, so that no rule takes their words for words of the text."""

_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u0300-\u036f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u20d0-\u20f0\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U000e0000-\U000e0fff]"
)
_MASKS = re.compile("|".join(kind for kind in Kind if kind.startswith("〔")))


_ONES = (0x3021, 0x3220, 0x3280)
"""The first of nine signs for one to nine that Unicode calls numbers and not digits: 〡, ㈠, ㊀."""


def _table() -> dict[int, str]:
    folded = {code: chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)}
    folded |= dict.fromkeys(map(ord, "‐‑‒–—―−﹣－⁃─"), "-")
    folded |= dict.fromkeys(map(ord, "•‧・･∙⋅"), "·")
    folded |= dict.fromkeys(map(ord, MASK + PHONE_MASK), "?")
    for code in range(0xB2, 0x20000):
        digit = unicodedata.digit(chr(code), None)
        if digit is not None:
            folded[code] = str(digit)
    for first in _ONES:
        folded |= {first + n: str(n + 1) for n in range(9)}
    return folded


_FOLDED = _table()
_BEYOND = re.compile("[\U00010000-\U0010ffff]")
_QUICK = "".join(_FOLDED.get(code, chr(code)) for code in range(0x10000))
"""The same for all but the rarest signs: a look into a dict that fails, as for nearly every sign, is slow."""
_ALIKE_DIGITS = str.maketrans("OoIl|", "00111")
_MISREAD = re.compile(
    "(?<![0-9A-Za-z|])(?=[OoIl|\\- ]{0,3}[0-9])[0-9OoIl|](?:[ \\-]?[0-9OoIl|]){10}(?![0-9A-Za-z|])"
)
"""Eleven digits, some of them written as the letters that look like them: 138572O1234."""
_LIKE_A_DIGIT = re.compile(r"[OoIl|]")
"""Without one of these nothing is misread: a look for them is a fraction of a look for such numbers."""
_MISREADINGS = 4
_TENS = {chr(base + n): str(10 + n) for base in (0x2469, 0x247D, 0x2491) for n in range(11)}
"""Ten to twenty in one sign: ⑬, ⒀, ⒔."""
_TEN = re.compile(f"[{''.join(_TENS)}]")
_SPACED = re.compile("(?<![\u3400-\u9fff])[\u3400-\u9fff](?:[ \u3000][\u3400-\u9fff]){3,}(?![\u3400-\u9fff])")
"""Signs written one by one: 我 叫 张 三."""
_PUNCTUATION = "！＂＇（），；：？。"


_ALIKE = re.compile(
    f"[0-9A-Za-z〔{re.escape(''.join(map(chr, (c for c in _FOLDED if chr(c) not in _PUNCTUATION))))}]|"
    + rf"[{NUMERALS}](?:[^\u3400-\u9fff]{{0,8}}[{NUMERALS}]){{5}}"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """``text`` is what the rules look at; ``place`` leads back to the original."""

    text: str
    kept: tuple[int, ...] | None
    """Where each character stood, if some were left out."""
    plain: bool
    """Whether there are neither Latin letters nor digits: most texts. Their punctuation is left as it was."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Offsets of the original for offsets of ``text``."""
        return (start, end) if self.kept is None else (self.kept[start], self.kept[end - 1] + 1)


def read(text: str) -> Reading:
    """The reading of ``text``; linear in it."""
    kept = None
    if _UNSEEN.search(text):
        left_out = {match.start() for match in _UNSEEN.finditer(text)}
        kept = tuple(at for at in range(len(text)) if at not in left_out)
        text = _UNSEEN.sub("", text)
    if ((" " in text or "\u3000" in text) and _SPACED.search(text)) or _TEN.search(text):
        text, kept = _rewritten(text, kept)
    if not _ALIKE.search(text):
        return Reading(text, kept, plain=True)
    text = text.translate(_FOLDED if _BEYOND.search(text) else _QUICK)
    if _LIKE_A_DIGIT.search(text):
        text = _MISREAD.sub(_number, text)
    return Reading(_MASKS.sub(_opaque, text) if "〔" in text else text, kept, plain=False)


def _rewritten(text: str, kept: tuple[int, ...] | None) -> tuple[str, tuple[int, ...]]:
    """Without the blanks between signs that are written one by one, and with two digits for ⑬; and where each
    character stood."""
    blanks = {at for match in _SPACED.finditer(text) for at in range(match.start() + 1, match.end(), 2)}
    parts, places = [], list[int]()
    for at, sign in enumerate(text):
        if at not in blanks:
            said = _TENS.get(sign, sign)
            parts.append(said)
            places += [at if kept is None else kept[at]] * len(said)
    return "".join(parts), tuple(places)


def _number(match: re.Match[str]) -> str:
    """What is misread of a telephone number, as digits; what is mostly letters is none."""
    said = match.group()
    digits = said.translate(_ALIKE_DIGITS)
    letters = sum(a != b for a, b in zip(said, digits, strict=True))
    mobile = digits[0] == "1" and digits.lstrip("1- ")[:1] in set("3456789")
    return digits if mobile and letters <= _MISREADINGS else said


def _opaque(match: re.Match[str]) -> str:
    return (PHONE_MASK if match.group() == Kind.PHONE else MASK) * len(match.group())
