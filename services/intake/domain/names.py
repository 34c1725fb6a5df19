"""Where somebody gives a name: 我叫, 我是, 联系人, 代表人 and their like, followed by a Chinese personal
name."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

_HAN = "\u3400-\u9fff"


@dataclass(frozen=True, slots=True)
class _Names:
    cue: re.Pattern[str]
    sure: frozenset[str]
    surnames: frozenset[str]
    compound: frozenset[str]
    titles: frozenset[str]
    words: frozenset[str]
    after: re.Pattern[str]


@cache
def _names() -> _Names:
    raw = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))
    cues = sorted([*raw["cues"]["sure"], *raw["cues"]["unsure"]], key=len, reverse=True)
    after = "|".join(re.escape(word) for word in raw["after"]["words"].split())
    return _Names(
        cue=re.compile("(?P<cue>" + "|".join(cues) + r")(?:是|为|叫)?[\s:：,，“\"「（(]{0,2}"),
        sure=frozenset(raw["cues"]["sure"]),
        surnames=frozenset(raw["surnames"]["single"].replace("\n", "").replace(" ", "")),
        compound=frozenset(raw["surnames"]["compound"].split()),
        titles=frozenset(raw["not_given"]["titles"].split()),
        words=frozenset(raw["not_names"]["words"].split()),
        after=re.compile(rf"[^{_HAN}]|$|(?:{after})"),
    )


def names_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the names, in order. Offsets count characters."""
    for match in _names().cue.finditer(text):
        length = _name_at(text, match.end(), match["cue"] in _names().sure)
        if length:
            yield match.end(), match.end() + length


def _name_at(text: str, start: int, sure: bool) -> int:
    """The length of the name that begins at ``start``; 0 if none does.

    After an unsure cue (我是) the name must end where words end; after a sure one (我叫) some words may
    follow at once.
    """
    names = _names()
    surname = (
        2
        if text[start : start + 2] in names.compound
        else 1
        if text[start : start + 1] in names.surnames
        else 0
    )
    if not surname or _starts_with_a_word(text, start):
        return 0
    lengths = [n for n in (surname + 2, surname + 1) if start + n <= len(text)]
    for length in lengths:
        name = text[start : start + length]
        if not re.fullmatch(rf"[{_HAN}]+", name) or name[surname:] in names.titles or name[-1] in "的人":
            continue
        if names.after.match(text, start + length) and not _more_name(text, start, length):
            return length
    if not sure or not lengths:
        return 0
    name = text[start : start + lengths[0]]
    usable = re.fullmatch(rf"[{_HAN}]+", name) and not any(
        name[surname:].startswith(title) for title in names.titles
    )
    return lengths[0] if usable else 0


def _more_name(text: str, start: int, length: int) -> bool:
    """Whether what looks like a name goes on as a title: 王小姐, 陈老师."""
    return any(text.startswith(title, start + length - 1) for title in _names().titles if len(title) > 1)


def _starts_with_a_word(text: str, start: int) -> bool:
    return any(text.startswith(word, start) for word in _names().words)
