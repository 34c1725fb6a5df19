"""Where somebody gives a name: 我叫, 反映人, 我爱人, 签名, followed by a Chinese personal name."""

import re
from collections.abc import Iterator
from enum import IntEnum

from shared.language.redaction.english_names import latin_name_at
from shared.language.redaction.name_words import HAN, PLACE_ENDS, NameWords, name_words

_SIGN = "[\u3400-\u67cf\u67d1-\u9fff]"
"""A sign of a name: all but 某, which stands where something was masked."""
_WHOLE = re.compile(f"{_SIGN}+")
_JOINED = re.compile(rf"{_SIGN}{{1,7}}(?:·{_SIGN}{{1,7}}){{0,3}}(?:·|(?P<dot>\.)(?={_SIGN}))")
"""All but the last part of a name like 阿依古丽·买买提."""
_FIRST_AND_GIVEN = re.compile(
    rf"姓(?P<name>(?:{_SIGN}){{1,2}}[\s,，、.]{{0,2}}"
    rf"(?:单?名(?:字叫|叫做?|为|是|一个)?|叫(?![我你他她大人]))(?:{_SIGN}字|{_SIGN}{{1,2}}))"
)


_PLACE = re.compile(rf"[{HAN}]{{1,6}}{PLACE_ENDS}(?=[{HAN}])")
"""Where somebody is from, before the name: 署名：东岙村 赵六."""
_AND = re.compile(r"[、,，;；/&和与及\s]{1,2}(?:[0-9]{1,2}[.、．)）]\s?)?")
"""What stands between the names of several; after 签名 a blank or a comma is enough."""
_PARTED = re.compile(rf"[^{HAN}]|$")
_THAT = re.compile(rf"的(?:[男女人老村司邻]|[^{HAN}]|$)")
"""After 有个叫…: the one of whom it is told."""
_NO_LAST = frozenset("的人们都也被把了着吗呢吧村岙镇乡湾塘坞")
"""What no given name ends with: words of grammar, and of places (李家村)."""
_OF_ONESELF = frozenset("我俺咱他她其本鄙老敝")
"""How a cue begins after which a mere comma may stand before the name; 村民，路断了 gives none."""


class Trust(IntEnum):
    """How surely a name follows."""

    ROLE = 0
    """A word for whoever it is (渔民, 住户): the given name must be of signs that those are made of."""
    SAID = 1
    """我是, 反映人: the name must end where words end."""
    SURE = 2
    """联系人: some words may follow at once."""
    OPEN = 3
    """A colon: what elsewhere is a word may be a name (许可欣, 向海波)."""
    CALLED = 4
    """我叫, 姓名：such a name may have two signs (江山)."""


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the names. Offsets count characters."""
    names = name_words()
    for match in names.cue.finditer(text):
        trust = _trust(match, names)
        if trust is None:
            continue
        start, length = match.end(), _name_at(text, match.end(), trust, names)
        if not length and match["cue"].endswith("叫"):
            length = _told_with_that(text, start)
        if not length and (start := after_place(text, match.end())) > match.end():
            length = _name_at(text, start, Trust.SAID, names)
        several = match["cue"][0] in "签簽署联聯" or trust >= Trust.OPEN
        while length:
            yield start, start + length
            more = (_AND if several else names.more).match(text, start + length)
            start = more.end() if more else len(text)
            length = _name_at(text, start, _of_another(more.group(), match["cue"]), names) if more else 0
    if "姓" in text:
        for match in _FIRST_AND_GIVEN.finditer(text):
            if match["name"][0] in names.surnames or match["name"][:2] in names.compound:
                yield match.span("name")


def _trust(cue: re.Match[str], names: NameWords) -> Trust | None:
    """How surely a name follows ``cue``; None if a comma parts it from what follows."""
    said, gap = cue["cue"], cue["gap"]
    colon = ":" in gap or "：" in gap
    if said in names.called or (colon and said in names.sure):
        return Trust.CALLED
    if colon:
        # 居民：may as well begin what one says.
        return Trust.SAID if said in names.roles else Trust.OPEN
    if said in names.sure:
        return Trust.SURE
    if said[0] not in _OF_ONESELF and ("," in gap or "，" in gap):
        return None
    return Trust.ROLE if said in names.roles else Trust.SAID


def _of_another(joining: str, cue: str) -> Trust:
    """How surely a second name follows after the first: a comma or a blank mostly begins other words."""
    parted = joining[0] in ",，;；" or (joining[0].isspace() and cue[0] not in "签簽署")
    return Trust.ROLE if parted else Trust.SAID


def _told_with_that(text: str, start: int) -> int:
    """The length of a name with 的 after it: 有个叫…的."""
    return next((n for n in (3, 2) if is_name(text, start, n) and _THAT.match(text, start + n)), 0)


def after_place(text: str, start: int) -> int:
    """Where a name would begin at ``start`` that may have a village before it."""
    place = _PLACE.match(text, start)
    return place.end() if place else start


def is_name(text: str, start: int, length: int, usual: bool = False) -> bool:
    """Whether the ``length`` characters from ``start`` are a surname with a given name of one sign or two.

    ``usual``: of signs that given names are made of.
    """
    names = name_words()
    surname = 2 if text[start : start + 2] in names.compound else 1
    return (
        1 <= length - surname <= 2
        and (surname == 2 or text[start] in names.surnames)
        and text[start] not in names.particles
        and not names.words.at(text, start)
        and _is_given(text, start + surname, length - surname, names, usual or text[start] in names.doubtful)
    )


def _name_at(text: str, start: int, trust: Trust, names: NameWords) -> int:
    """The length of the name that begins at ``start``; 0 if none does."""
    if (joined := _JOINED.match(text, start)) and (
        not joined["dot"] or _is_foreign(joined.group()[:-1], names)
    ):
        last = _last_part(text, joined.end(), names)
        if last:
            return joined.end() + last - start
    foreign = (names.called_foreign if trust >= Trust.OPEN else names.foreign).match(text, start)
    if foreign and names.after.match(text, foreign.end()):
        return foreign.end() - start
    if text[start : start + 1].isascii() and (
        latin := latin_name_at(text, start, True, trust is Trust.CALLED)
    ):
        return latin - start
    first = text[start : start + 1]
    surname = 2 if text[start : start + 2] in names.compound else int(first in names.surnames)
    rare = not surname and first in names.rare
    word = rare or first in names.particles or names.words.at(text, start)
    if not (surname or rare) or (word and trust < Trust.OPEN):
        return 0
    return _with_given(text, start, surname or 1, trust, word, names)


def _with_given(text: str, start: int, surname: int, trust: Trust, word: bool, names: NameWords) -> int:
    """The length of a name whose surname is known. ``word``: what stands there mostly is a word."""
    usual = word or (trust < Trust.OPEN and text[start] in names.doubtful)
    gap = int(text[start + surname : start + surname + 1] in (" ", "\u3000", "\t"))
    given = start + surname + gap
    for count in (2, 1) if not word or trust is Trust.CALLED else (2,):
        if not names.after.match(text, given + count):
            continue
        strict = usual or (trust is Trust.ROLE and not names.told_of.match(text, given + count))
        if _is_given(text, given, count, names, strict) and (
            count > 1 or not strict or _PARTED.match(text, given + count)
        ):
            return surname + gap + count
    if (
        trust not in (Trust.SURE, Trust.OPEN, Trust.CALLED)
        or usual
        or gap
        or not _WHOLE.fullmatch(text, given, given + 2)
        or text[given + 1 : given + 2] in _NO_LAST
        or names.titles.at(text, given)
        or (text[start] in names.doubtful and not names.given.issuperset(text[given : given + 2]))
    ):
        return 0
    return min(surname + 2, len(text) - start)


def _is_given(text: str, start: int, count: int, names: NameWords, usual: bool = False) -> bool:
    """Whether ``count`` characters may be a given name: no title, and none that goes on (王小姐, 陈老师)."""
    given = text[start : start + count]
    return (
        len(given) == count
        and bool(_WHOLE.fullmatch(given))
        and (not usual or names.given.issuperset(given))
        and given not in names.titles.of
        and given[-1] not in _NO_LAST
        and given != "家"
        and not any(
            text[start + count - 1 : start + count - 1 + length] in names.titles.of
            for length in names.titles.lengths
            if length > 1
        )
    )


def _is_foreign(said: str, names: NameWords) -> bool:
    return bool(names.called_foreign.fullmatch(said) or names.foreign.fullmatch(said * 2))


def _last_part(text: str, start: int, names: NameWords) -> int:
    """How long the last part of a joined name is: up to where words end, else three characters."""
    for count in range(2, 7):
        if names.after.match(text, start + count):
            return count if _WHOLE.fullmatch(text, start, start + count) else 0
    return 3 if _WHOLE.fullmatch(text, start, start + 3) else 0
