"""Telephone numbers: what may be called, in one spelling."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field
from pydantic_core import PydanticCustomError

from shared.kernel.messages.base import Line

_WRITTEN = re.compile(r"\+?[0-9() -]*", re.ASCII)
_DIGITS = re.compile(r"[^0-9]", re.ASCII)
_WIDE = {code: chr(code - 0xFEE0) for code in map(ord, "０１２３４５６７８９＋－（）")}
_WIDE |= dict.fromkeys(map(ord, "\u3000\xa0"), " ") | dict.fromkeys(map(ord, "–—‐‑−"), "-")
"""As a Chinese keyboard, a page and a phone write them."""
_LENGTHS = range(7, 16)
"""Digits: a number without its area code has seven, none has more than fifteen (ITU-T E.164)."""


_MOBILE = re.compile("1[3-9][0-9]{9}")
"""In China what begins with one is a mobile number or none: with a digit too few it is nobody's."""


def normal_phone(written: str) -> str:
    """The digits, after the plus sign if there is one; nothing for nothing. Raises PydanticCustomError."""
    if not written:
        return ""
    written = written.translate(_WIDE)
    digits = _DIGITS.sub("", written)
    mistyped = digits.startswith("1") and not written.startswith("+") and not _MOBILE.fullmatch(digits)
    if not _WRITTEN.fullmatch(written) or len(digits) not in _LENGTHS or mistyped or not digits.strip("0"):
        raise PydanticCustomError("phone", "is no telephone number of 7 to 15 digits")
    return f"+{digits}" if written.startswith("+") else digits


Phone = Annotated[
    Line,
    AfterValidator(normal_phone),
    Field(json_schema_extra={"pattern": r"^(\+?[0-9() -]{7,40})?$"}),
]
"""A telephone number as people write it: digits, blanks, hyphens, brackets, a plus sign in front. Kept as its
digits."""
