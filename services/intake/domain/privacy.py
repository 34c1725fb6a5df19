"""Numbers that lead to a person are taken out of a text before others may read it."""

import re

PHONE = "〔电话〕"
IDENTITY = "〔证件号〕"

_GAP = "[ \\u3000\\u00a0.·\\-－—–]?"
"""People part the digits of a number by a blank, a dot or a hyphen, in all their widths."""

# \d also takes full-width digits; the lookarounds keep longer numbers (accounts, orders) whole.
_IDENTITY = re.compile(rf"(?<!\d)[1-9１-９](?:{_GAP}\d){{16}}{_GAP}[\dXxＸｘ](?![\dXxＸｘ])")
_COUNTRY = rf"(?:(?:[+＋]|00|００)?(?:86|８６){_GAP})?"
_MOBILE = re.compile(rf"(?<!\d){_COUNTRY}[1１]{_GAP}[3-9３-９](?:{_GAP}\d){{9}}(?!\d)")
_LANDLINE = re.compile(rf"(?<!\d)[(（]?[0０]\d{{2,3}}[)）]?{_GAP}\d{{3,4}}{_GAP}\d{{4}}(?!\d)")

_MASKS = ((_IDENTITY, IDENTITY), (_MOBILE, PHONE), (_LANDLINE, PHONE))
"""Identity numbers first: parts of them look like telephone numbers."""


def masked(text: str) -> str:
    """``text`` with mobile and landline numbers (with area code) and 18-digit identity numbers replaced by a word.

    Never longer than ``text``. Names and addresses stay.
    """
    for pattern, word in _MASKS:
        text = pattern.sub(word, text)
    return text
