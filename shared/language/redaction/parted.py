"""Telephone numbers that are told in two pieces: 前面是138572，后面是01234."""

import re
from collections.abc import Iterator
from itertools import pairwise

from shared.language.redaction.kind import Kind
from shared.language.redaction.span import Span

_BEGINS = re.compile("1[3-9]")
_PIECE = re.compile("[0-9]{2,9}(?![0-9])")
_JOINS = re.compile(
    "后|尾|再|接|然|加上|加|剩|下半|另一半|最后|末|连起来|跟着|and|then|rest|last", re.IGNORECASE
)
_CALL = re.compile(
    "电话|電話|手机|手機|号码|號碼|联系|聯繫|打|拨|微信|前[半面几三四五六七]|开头|phone|call|number",
    re.IGNORECASE,
)
_OTHER = re.compile("订单|單號|单号|工单|快递|编号|件|元|块|斤|吨|米|户|人次|剩下的?[0-9]")
_BEFORE = frozenset("0123456789.-:/")
"""What a digit follows that is in the middle of another number."""
_APART = 16
"""Characters between the pieces at most."""
_MOBILE = 11
_LEAST = 4
"""Digits of a piece for which its mask is not too long."""


def parted_in(text: str) -> Iterator[Span]:
    """The pieces; with all between them where one is shorter than its mask. Linear in ``text``."""
    if not _BEGINS.search(text):
        return
    pieces = [
        match for match in _PIECE.finditer(text) if text[match.start() - 1 : match.start()] not in _BEFORE
    ]
    for one, other in pairwise(pieces):
        between = text[one.end() : other.start()]
        if (
            len(one.group()) + len(other.group()) == _MOBILE
            and _BEGINS.match(one.group())
            and len(between) <= _APART
            and "\n" not in between
            and _JOINS.search(between)
            and not _OTHER.search(text[max(0, one.start() - 8) : other.end() + 2])
            and _CALL.search(text[max(0, one.start() - 12) : other.start()])
        ):
            if min(len(one.group()), len(other.group())) < _LEAST:
                yield Span(one.start(), other.end(), Kind.PHONE)
            else:
                yield Span(*one.span(), Kind.PHONE)
                yield Span(*other.span(), Kind.PHONE)
