"""Numbers of telephones and of identity cards that are told in pieces: 前面是138572，后面是01234."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from shared.language.redaction.kind import Kind
from shared.language.redaction.span import Span

_BEGINS = re.compile("1[3-9]")
_PIECE = re.compile("[0-9]{2,14}[Xx]?(?![0-9])")
_JOINS = re.compile(
    "后|尾|再|中间|转|杠|空格|接|然|加上|加|剩|下半|另一半|最后|末|连起来|跟着|and|then|rest|last",
    re.IGNORECASE,
)
_CALL = re.compile(
    "电话|電話|手机|手機|号码|號碼|联系|聯繫|打|拨|微信|前[半面几三四五六七]|开头|phone|call|number",
    re.IGNORECASE,
)
_IDENTITY = re.compile("身份证|身份號碼|身份證|证件号")
_OTHER = re.compile("订单|單號|单号|工单|快递|编号|件|元|块|斤|吨|米|户|人次|剩下的?[0-9]")
_BEFORE = frozenset("0123456789.-:/")
"""What a digit follows that is in the middle of another number."""
_APART = 16
"""Characters between the pieces at most."""
_MOBILE, _CARD = 11, 18
_LEAST = {Kind.PHONE: len(Kind.PHONE), Kind.IDENTITY: len(Kind.IDENTITY)}
"""Digits of a piece for which its mask is not too long."""


def parted_in(text: str) -> Iterator[Span]:
    """The pieces; with all between them where one is shorter than its mask. Linear in ``text``."""
    if not _BEGINS.search(text):
        return
    pieces = [
        match for match in _PIECE.finditer(text) if text[match.start() - 1 : match.start()] not in _BEFORE
    ]
    for found in (*pairwise(pieces), *zip(pieces, pieces[1:], pieces[2:], strict=False)):
        if kind := _of_one(text, found):
            if min(len(piece.group()) for piece in found) < _LEAST[kind]:
                yield Span(found[0].start(), found[-1].end(), kind)
            else:
                yield from (Span(*piece.span(), kind) for piece in found)


def _of_one(text: str, pieces: Sequence[re.Match[str]]) -> Kind | None:
    """Of what number these are the pieces; None if of none."""
    one, other = pieces[0], pieces[-1]
    digits = sum(len(piece.group()) for piece in pieces)
    if digits not in (_MOBILE, _CARD) or not all(
        _is_joined(text[a.end() : b.start()]) for a, b in pairwise(pieces)
    ):
        return None
    if _OTHER.search(text[max(0, one.start() - 8) : other.end() + 2]):
        return None
    around = text[max(0, one.start() - 12) : other.end() + 8]
    if digits == _MOBILE and _BEGINS.match(one.group()) and _CALL.search(around):
        return Kind.PHONE
    return Kind.IDENTITY if digits == _CARD and _IDENTITY.search(around) else None


def _is_joined(between: str) -> bool:
    return len(between) <= _APART and "\n" not in between and bool(_JOINS.search(between))
