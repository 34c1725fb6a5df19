"""Numbers and names that lead to a person are taken out of a text before others may read it."""

import re
from dataclasses import dataclass

from services.intake.domain.names import names_in

PHONE = "〔电话〕"
IDENTITY = "〔证件号〕"
CARD = "〔银行卡号〕"
PLATE = "〔车牌〕"
NAME = "某某"
"""No longer than the shortest name, and no name itself."""

_GAP = "[ \\u3000\\u00a0.·\\-－—–]?"
"""People part the digits of a number by a blank, a dot or a hyphen, in all their widths."""

# \d also takes full-width digits; the lookarounds keep longer numbers (accounts, orders) whole.
_IDENTITY = re.compile(rf"(?<!\d)[1-9１-９](?:{_GAP}\d){{16}}{_GAP}[\dXxＸｘ](?![\dXxＸｘ])")
_OLD_IDENTITY = re.compile(
    r"(?<!\d)[1-9１-９]\d{5}\d{2}(?:[0０][1-9１-９]|[1１][0-2０-２])(?:[0-2０-２]\d|[3３][01０１])\d{3}(?!\d)"
)
"""Fifteen digits, the middle ones a date: cards of before 2004."""
_CARD = re.compile(rf"(?<!\d)[6６]{_GAP}[2２](?:{_GAP}\d){{14,17}}(?!\d)")
"""UnionPay's; others only after a word that says so."""
_ACCOUNT = re.compile(
    r"(?:卡号|账号|帐号|賬號|银行卡|存折|信用卡)(?:号码?|是|为|：|:|\s){0,3}"
    rf"(?P<n>(?<!\d)\d(?:{_GAP}\d){{11,18}})(?!\d)"
)
_PLATE = re.compile(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    r"[A-HJ-NP-ZＡ-ＨＪ-ＮＰ-Ｚ][ ·•・.\-]?"
    r"(?=[A-Z]*[0-9０-９])[A-HJ-NP-Z0-9Ａ-ＨＪ-ＮＰ-Ｚ０-９]{5,6}(?![A-Z0-9])",
    re.IGNORECASE,
)
_COUNTRY = rf"(?:(?:[+＋]|00|００)?(?:86|８６){_GAP})?"
_MOBILE = re.compile(rf"(?<!\d){_COUNTRY}[1１]{_GAP}[3-9３-９](?:{_GAP}\d){{9}}(?!\d)")
_LANDLINE = re.compile(rf"(?<!\d)[(（]?[0０]\d{{2,3}}[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)")
_LOCAL = re.compile(
    r"(?:电话|電話|座机|座機|固话|打|拨|联系|短号|tel|phone)(?:号码?|是|为|：|:|\s){0,3}"
    rf"(?P<n>(?<!\d)[2-8２-８]\d{{2,3}}{_GAP}\d{{4}})(?!\d|元|块|号|年|户|米|斤)",
    re.IGNORECASE,
)
"""Seven or eight digits without an area code: only where the words before say that it is a telephone."""
_NUMERAL = "零〇○一幺么二两三四五六七八九"
_SPOKEN = re.compile(
    rf"(?<![{_NUMERAL}十])[一幺么][三四五六七八九](?:[ ，,\-]?[{_NUMERAL}]){{9}}(?![{_NUMERAL}十])"
)
"""A mobile number in Chinese numerals, as it is dictated."""

_MASKS = (
    *((pattern, IDENTITY) for pattern in (_IDENTITY, _OLD_IDENTITY)),
    *((pattern, CARD) for pattern in (_CARD, _ACCOUNT)),
    (_PLATE, PLATE),
    (_MOBILE, PHONE),
    (_LANDLINE, PHONE),
    (_LOCAL, PHONE),
    (_SPOKEN, PHONE),
)
"""Identity numbers first: parts of them look like telephone numbers."""


@dataclass(frozen=True, slots=True)
class Private:
    """A piece of the original text that leads to a person: ``kind`` is its mask; offsets count characters."""

    kind: str
    start: int
    end: int
    value: str


@dataclass(frozen=True, slots=True)
class Masked:
    """A text fit to be read by everybody, and what was taken out of it, in order."""

    text: str
    private: tuple[Private, ...]


def mask(text: str) -> Masked:
    """Find and replace numbers (telephone, identity, bank card, number plate) and names that people give as
    their own.

    Never longer than ``text``; masking twice is masking once. Addresses and forms of address (老陈, 刘经理)
    stay.
    """
    found: list[Private] = []
    for pattern, kind in _MASKS:
        for match in pattern.finditer(text):
            start, end = match.span("n") if "n" in pattern.groupindex else match.span()
            _add(found, Private(kind, start, end, text[start:end]))
    for start, end in names_in(text):
        _add(found, Private(NAME, start, end, text[start:end]))
    found.sort(key=lambda private: private.start)
    parts, at = [], 0
    for private in found:
        parts += [text[at : private.start], private.kind]
        at = private.end
    return Masked("".join([*parts, text[at:]]), tuple(found))


def _add(found: list[Private], private: Private) -> None:
    if all(private.end <= other.start or other.end <= private.start for other in found):
        found.append(private)


def masked(text: str) -> str:
    """The text of ``mask``."""
    return mask(text).text
