"""Names that no word announces: of kin, in rows, under a text: 老婆李梅被打, 张伟、李娜三户."""

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from shared.language.redaction.names import HAN, after_place, is_name

_SIGNED = re.compile(rf"(?:[—\-]{{2,4}}[ \t\u3000]{{0,2}})(?P<name>[{HAN}])")
_END = re.compile(r"[ \t\u3000]{0,4}(?:$|[\n\r]|(?:19|20)[0-9]{2})")
_ROW = re.compile(
    rf"(?P<first>[{HAN}]{{2,12}})(?P<more>(?:、[{HAN}]{{2,3}}){{1,30}}?)"
    r"(?=等|[两二三四五六七八九十几多数0-9]{1,3}[户家人位名]|[都均也](?=[没未不有被在是说]))"
)
"""Names in a row, of which it is said how many they are: 张伟、李娜、王芳三户."""
_PLACES = frozenset("村乡镇岙岛路街弄里店组队湾塘山")
_JOINING = frozenset("和与于向从时养包管查有能干强")
"""Surnames that after a word for kin mostly are words of another kind: 媳妇和婆婆, 隔壁养狗."""


def unannounced_names_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the names; linear in ``text``."""
    near, told_of = _kin()
    for match in near.finditer(text):
        if length := next((n for n in (3, 2) if _is_told_of(text, match.end(), n, told_of)), 0):
            yield match.end(), match.end() + length
    for signed in _SIGNED.finditer(text):
        start = after_place(text, signed.start("name"))
        if length := next(
            (n for n in (3, 2, 4) if is_name(text, start, n) and _END.match(text, start + n)), 0
        ):
            yield start, start + length
    if "、" in text:
        for row in _ROW.finditer(text):
            yield from _in_a_row(text, row)


@cache
def _kin() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Kin and neighbours of whom it is not said whose they are; what follows a name of whom something is
    told."""
    raw = tomllib.loads(files(__package__).joinpath("names.toml").read_text("utf-8"))
    told_of = "|".join(map(re.escape, raw["after"]["told_of"].split()))
    return re.compile(f"(?:{'|'.join(map(_unowned, raw['cues']['near']))})(?=[{HAN}])"), re.compile(told_of)


def _unowned(near: str) -> str:
    """The pattern of a word, where nobody is said to own it. Its first sign is read first, for before it
    ``re`` would ask at every place."""
    return f"{near[0]}(?<![我俺他她的们家].){near[1:]}"


def _is_told_of(text: str, start: int, length: int, told_of: re.Pattern[str]) -> bool:
    """Whether a name stands there, and then what is told of somebody: 被打, 偷电."""
    return (
        text[start] not in _JOINING
        and is_name(text, start, length)
        and bool(told_of.match(text, start + length))
    )


def _in_a_row(text: str, row: re.Match[str]) -> Iterator[tuple[int, int]]:
    """The names of a row, if each of it is one; the first may have other words before it."""
    at, found = row.start("more"), list[tuple[int, int]]()
    for said in row["more"].split("、")[1:]:
        found.append((at + 1, at + 1 + len(said)))
        at += 1 + len(said)
    end = row.end("first")
    first = next((n for n in (3, 2) if n <= len(row["first"]) and is_name(text, end - n, n)), 0)
    if first and all(is_name(text, a, b - a) and text[b - 1] not in _PLACES for a, b in found):
        yield end - first, end
        yield from found
