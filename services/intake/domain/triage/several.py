"""Several matters in one text: where one ends and the next begins.

A text is cut where it numbers its points itself (一、 二、 or 1. 2. or ① ②, 首先 其次), or begins another one
(另外, 还有).
Pieces that are about the same, or do not say what they are about, stay together: the rest are matters of
their own.
"""

import re
from collections.abc import Callable, Iterator
from itertools import pairwise

MOST = 10
"""Matters that are told apart in one text; the last one has the rest."""
_HAN = "一二三四五六七八九十"
_RING = "①②③④⑤⑥⑦⑧⑨⑩"
_MARK = re.compile(
    rf"(?P<ring>[{_RING}])|[(（](?P<within>[{_HAN}]|\d{{1,2}})[)）]"
    rf"|(?:(?<=[。；;：:！!？?，,\s])|^)(?:"
    rf"第(?P<nth>[{_HAN}])(?:件事?情?|个问题|个|点|条|项)?(?:[，,：:]|是)"
    rf"|第?(?P<han>[{_HAN}])(?:[)）、.．]|是)|(?P<digit>\d{{1,2}})[)）、.．](?!\d)"
    r"|(?P<letter>[a-jA-J])[)）、.．](?![a-z])"
    rf"|(?P<first>首先|一个是)|(?P<next>其次|再次|最后|另?一个是))"
)
_NEXT = re.compile(
    r"(?<=[。；;！!？?，,\n])\s*(?=(?:另外|还有[，,]|还有(?:一件|一个|个|件)(?:事|问题|情况)|还有就是"
    r"|再有|再一个|第二件|另一件|又及|顺便(?:问|说|提|讲|反映)|also[ ,]))"
    r"|除了[^，,。！？!?\n]{2,15}[，,](?=[^，,。！？!?\n]{0,12}[也还])",
    re.IGNORECASE,
)
_MORE = re.compile(r"(?<=[。；;！!？?，,\n])(?=还有[^人一几多点没半车，,。])")
"""A third one, where a second one was begun: by itself 还有 goes on about the same."""
_NUMBERS = {sign: n for signs in (_HAN, _RING, "abcdefghij") for n, sign in enumerate(signs, 1)}


def matters(text: str, about: Callable[[str, bool], str]) -> tuple[str, ...]:
    """The pieces of ``text`` that are matters of their own, word for word; none if it has only one.

    ``about``: what a piece is about, and whether the writer has numbered it; empty, where nobody could say.
    What stands before the first number leads to it.
    """
    points = _points(text)
    cuts = points[1:] or _turns(text)
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


def _turns(text: str) -> list[int]:
    """Where another matter begins by what is said."""
    turns = {match.end() for match in _NEXT.finditer(text)}
    more = {match.end() for match in _MORE.finditer(text)} if turns else set()
    return sorted(turns | more)[: MOST - 1]


def _points(text: str) -> list[int]:
    """Where numbered points begin: at one, and each after the one before it; none if there is but one."""
    begins = [at for number, (at, said) in enumerate(_numbered(text), 1) if number == said]
    return begins if len(begins) > 1 else []


def _numbered(text: str) -> Iterator[tuple[int, int]]:
    """(where, number) of the marks that count up from one; those that do not count on are no marks."""
    expected = 1
    for match in _MARK.finditer(text):
        kind = match.lastgroup
        said = match[kind or 0].lower()
        again = kind == "next" or (kind == "first" and said == "一个是")
        number = expected if again else 1 if kind == "first" else _NUMBERS.get(said) or int(said)
        if number == expected <= MOST and (expected > 1 or kind != "next"):
            yield match.start(), number
            expected += 1
