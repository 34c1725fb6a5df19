"""Where somebody gives a name: 我叫, 反映人, 我爱人, 签名, followed by a Chinese personal name."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from shared.language.redaction.english_names import latin_name_at

HAN = "\u3400-\u9fff"
"""Chinese signs, as a class of a pattern."""
_SIGN = "[\u3400-\u67cf\u67d1-\u9fff]"
"""A sign of a name: all but 某, which stands where something was masked."""
_WHOLE = re.compile(f"{_SIGN}+")
_JOINED = re.compile(rf"{_SIGN}{{1,7}}(?:·{_SIGN}{{1,7}}){{0,3}}(?:·|(?P<dot>\.)(?={_SIGN}))")
"""All but the last part of a name like 阿依古丽·买买提."""
_FIRST_AND_GIVEN = re.compile(
    rf"姓(?P<name>(?:{_SIGN}){{1,2}}[\s,，、.]{{0,2}}"
    rf"(?:单?名(?:字叫|叫做?|为|是|一个)?|叫(?![我你他她大人]))(?:{_SIGN}字|{_SIGN}{{1,2}}))"
)


_PLACE = re.compile(rf"[{HAN}]{{1,6}}[村乡镇组队岛岙社区]{{1,2}}[\s,，、]{{1,2}}(?=[{HAN}])")
"""Where somebody is from, before the name: 署名：东岙村 赵六."""
_COMMA = re.compile("[、/&和与及]")
_AND = re.compile(r"[、/&和与及\s]{1,2}")
"""What stands between the names of several; after 签名 a blank is enough."""


@dataclass(frozen=True, slots=True)
class _Words:
    """Words by their length, to look up what stands at a place."""

    of: frozenset[str]
    lengths: tuple[int, ...]

    def at(self, text: str, start: int) -> bool:
        return any(text[start : start + length] in self.of for length in self.lengths)


@dataclass(frozen=True, slots=True)
class _Names:
    cue: re.Pattern[str]
    sure: frozenset[str]
    surnames: frozenset[str]
    compound: frozenset[str]
    particles: frozenset[str]
    titles: _Words
    words: _Words
    after: re.Pattern[str]
    foreign: re.Pattern[str]
    """A name of three signs or more that write the sound of another language: 阿卜杜拉."""


def _words(said: str) -> _Words:
    of = frozenset(said.split())
    return _Words(of, tuple(sorted({len(word) for word in of})))


def _branches(words: list[str], more: dict[str, str]) -> str:
    """A pattern for ``words``, the longest first, parted by first letters: most places are passed at once.

    ``more``: patterns for what may follow a first letter beside them.
    """
    rest: dict[str, list[str]] = {first: [] for first in more}
    for word in sorted(words, key=len, reverse=True):
        rest.setdefault(word[0], []).append(word[1:])
    return "|".join(
        f"{first}(?:{'|'.join([*ends, *([more[first]] if first in more else [])])})"
        for first, ends in rest.items()
    )


def _least(pattern: str) -> int:
    """The characters that a word of ``kin`` has at least: 姐夫 must be tried before 姐姐?."""
    return len(pattern) - 2 * pattern.count("?")


@cache
def _names() -> _Names:
    raw = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))
    cues = raw["cues"]
    kin = f"(?:的|们|家)?(?:{'|'.join(sorted(cues['kin'], key=_least, reverse=True))})"
    after = "|".join(re.escape(word) for word in raw["after"]["words"].split())
    return _Names(
        cue=re.compile(
            f"(?P<cue>{_branches([*cues['sure'], *cues['unsure']], dict.fromkeys('我俺他她', kin))})"
            r"(?:(?:名字|姓名|名)?(?:叫做?|係|系|是|为)|姓名|名字)?(?P<gap>[\s:：,，\"'“「(（]{0,3})"
        ),
        sure=frozenset(cues["sure"]),
        surnames=frozenset("".join(raw["surnames"]["single"].split())),
        compound=frozenset(raw["surnames"]["compound"].split()),
        particles=frozenset(raw["not_names"]["particles"]),
        titles=_words(raw["not_given"]["titles"]),
        words=_words(raw["not_names"]["words"]),
        after=re.compile(rf"[^{HAN}]|$|(?:{after})"),
        foreign=re.compile(f"[{raw['surnames']['foreign']}]{{3,7}}"),
    )


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the names. Offsets count characters."""
    names = _names()
    for match in names.cue.finditer(text):
        told = match["cue"] in names.sure or ":" in match["gap"] or "：" in match["gap"]
        start, length = match.end(), _name_at(text, match.end(), told, names)
        if not length and (start := after_place(text, match.end())) > match.end():
            length = _name_at(text, start, False, names)
        while length:
            yield start, start + length
            more = (
                _AND.match(text, start + length)
                if match["cue"][0] in "签簽署"
                else _COMMA.match(text, start + length)
            )
            start = more.end() if more else len(text)
            length = _name_at(text, start, False, names) if more else 0
    if "姓" in text:
        for match in _FIRST_AND_GIVEN.finditer(text):
            if match["name"][0] in names.surnames or match["name"][:2] in names.compound:
                yield match.span("name")


def after_place(text: str, start: int) -> int:
    """Where a name would begin at ``start`` that may have a village before it."""
    place = _PLACE.match(text, start)
    return place.end() if place else start


def is_name(text: str, start: int, length: int) -> bool:
    """Whether the ``length`` characters from ``start`` are a surname with a given name of one sign or two."""
    names = _names()
    surname = 2 if text[start : start + 2] in names.compound else 1
    return (
        1 <= length - surname <= 2
        and (surname == 2 or text[start] in names.surnames)
        and text[start] not in names.particles
        and not names.words.at(text, start)
        and _is_given(text, start + surname, length - surname, names)
    )


def _name_at(text: str, start: int, sure: bool, names: _Names) -> int:
    """The length of the name that begins at ``start``; 0 if none does.

    After an unsure cue (我是, 反映人) the name must end where words end; after a sure one (我叫, 反映人：)
    some words may follow at once.
    """
    if (joined := _JOINED.match(text, start)) and (
        not joined["dot"] or _is_foreign(joined.group()[:-1], names)
    ):
        last = _last_part(text, joined.end(), names)
        if last:
            return joined.end() + last - start
    if (foreign := names.foreign.match(text, start)) and names.after.match(text, foreign.end()):
        return foreign.end() - start
    if text[start : start + 1].isascii() and (latin := latin_name_at(text, start, True)):
        return latin - start
    surname = (
        2
        if text[start : start + 2] in names.compound
        else 1
        if text[start : start + 1] in names.surnames
        else 0
    )
    if not surname or text[start] in names.particles or names.words.at(text, start):
        return 0
    gap = 1 if text[start + surname : start + surname + 1] in (" ", "\u3000", "\t") else 0
    given = start + surname + gap
    for count in (2, 1):
        if _is_given(text, given, count, names) and names.after.match(text, given + count):
            return surname + gap + count
    if not sure or gap or not _WHOLE.fullmatch(text, given, given + 2) or names.titles.at(text, given):
        return 0
    return min(surname + 2, len(text) - start)


def _is_given(text: str, start: int, count: int, names: _Names) -> bool:
    """Whether ``count`` characters may be a given name: no title, and none that goes on (王小姐, 陈老师)."""
    given = text[start : start + count]
    return (
        len(given) == count
        and bool(_WHOLE.fullmatch(given))
        and given not in names.titles.of
        and given[-1] not in "的人们都也被把"
        and not any(
            text[start + count - 1 : start + count - 1 + length] in names.titles.of
            for length in names.titles.lengths
            if length > 1
        )
    )


def _is_foreign(said: str, names: _Names) -> bool:
    return bool(names.foreign.fullmatch(said) or names.foreign.fullmatch(said * 2))


def _last_part(text: str, start: int, names: _Names) -> int:
    """How long the last part of a joined name is: up to where words end, else three characters."""
    for count in range(2, 7):
        if names.after.match(text, start + count):
            return count if _WHOLE.fullmatch(text, start, start + count) else 0
    return 3 if _WHOLE.fullmatch(text, start, start + 3) else 0
