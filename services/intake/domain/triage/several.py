"""Several matters in one text: where one ends and the next begins.

A text is cut where it numbers its points itself (一、 二、 or 1. 2.), or begins another one (另外, 还有).
Pieces that are about the same, or do not say what they are about, stay together: the rest are matters of
their own.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

MOST = 10
"""Matters that are told apart in one text; the last one has the rest."""
_MARK = re.compile(
    r"(?:(?<=[。；;：:！!？?，,\s])|^)[(（]?(?:第?(?P<han>[一二三四五六七八九十])(?:[)）、.．]|是)|(?P<digit>\d{1,2})[)）、.．](?!\d))"
)
_NEXT = re.compile(
    r"(?<=[。；;！!？?，,\n])\s*(?=(?:另外|还有(?:一件|一个|个|件)(?:事|问题|情况)|还有就是|再有|再一个"
    r"|第二件|另一件|又及|also[ ,]))",
    re.IGNORECASE,
)
_HAN = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}


def matters(text: str, about: Callable[[str, bool], str]) -> tuple[str, ...]:
    """The pieces of ``text`` that are matters of their own, word for word; none if it has only one.

    ``about``: what a piece is about, and whether the writer has numbered it; empty, where nobody could say.
    What stands before the first number leads to it.
    """
    points = _points(text)
    cuts = points[1:] or [match.end() for match in _NEXT.finditer(text)][: MOST - 1]
    if not cuts:
        return ()
    found: list[tuple[int, int, str]] = []
    for start, end in pairwise((0, *cuts, len(text))):
        listed = bool(points)
        first = text[points[0] : end] if listed and not start else ""
        subject = (first and about(first, listed)) or about(text[start:end], listed)
        if found and subject in ("", found[-1][2]):
            found[-1] = (found[-1][0], end, found[-1][2])
        elif subject:
            found.append((start, end, subject))
    return tuple(text[start:end].strip() for start, end, _ in found) if len(found) > 1 else ()


def _points(text: str) -> list[int]:
    """Where numbered points begin: at one, and each after the one before it; none if there is but one."""
    begins = [at for number, (at, said) in enumerate(_numbered(text), 1) if number == said]
    return begins if len(begins) > 1 else []


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    """(where, number) of the marks that count up from one; those that do not count on are no marks."""
    expected = 1
    for match in _MARK.finditer(text):
        number = _HAN.get(match["han"] or "") or int(match["digit"] or 0)
        if number == expected <= MOST:
            yield match.start(), number
            expected += 1
