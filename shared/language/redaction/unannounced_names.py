"""Names that no word announces: of kin, in rows, under a text: 老婆李梅被打, 张伟、李娜三户."""

import re
from collections.abc import Iterator

from shared.language.redaction.name_words import HAN
from shared.language.redaction.names import after_place, is_name

_DAY = r"(?:(?:19|20)[0-9]{2}|二[〇零○][〇零○一二三四五六七八九]{2})[年./\-]"
_ALONE = re.compile(
    # One of the first signs is read first: before them ``re`` would ask at every place.
    r"[—\-敬盼谢感拜\n。！!我人者员主](?:"
    r"(?P<dash>(?<=[—\-])[—\-]{0,3}[ \t\u3000]{0,2})"
    r"|(?:(?<=敬)[礼上]|(?<=盼)复|(?<=[谢感])谢|(?<=拜)托)[!！。.,，~]{0,2}[ \t\u3000\r\n]{0,24}"
    # Under a letter, above a day.
    rf"|(?<=[\n。！!])[ \t\u3000]{{0,24}}(?=[{HAN}]{{2,4}}[ \t\u3000]{{0,4}}[\r\n]{{0,2}}"
    rf"[ \t\u3000]{{0,24}}{_DAY})"
    rf"|(?P<mine>(?<=我)[，,]?(?=[{HAN}]{{3}}(?:[，,]|今年|现年|反映)))"
    rf"|(?P<label>(?<=[人者员主])(?:姓名|名字)?[:：][ \u3000]?))(?=[{HAN}])"
)
"""What a name stands after alone: as a signature, for oneself, in a form."""
_END = re.compile(rf"[ \t\u3000]{{0,4}}(?:$|[\r\n]|[ \t\u3000]{{0,20}}{_DAY})")
_CLAUSE = re.compile(rf"[^{HAN}]|$|今年|现年|反映")
_ROW = re.compile(
    rf"(?P<first>[{HAN}]{{2,12}})(?P<more>(?:、[{HAN}]{{2,3}}){{1,30}}?)"
    r"(?=等|[两二三四五六七八九十几多数0-9]{1,3}[户家人位名]|[都均也](?=[没未不有被在是说]))"
)
"""Names in a row, of which it is said how many they are: 张伟、李娜、王芳三户."""
_PLACES = frozenset("村乡镇岙岛路街弄里店组队湾塘山")
_JOINING = frozenset("和与于向从时养包管查有能干强")
"""Surnames that after 我 mostly are words of another kind."""


def unannounced_names_in(text: str) -> Iterator[tuple[int, int]]:
    """The spans of the names; linear in ``text``."""
    for alone in _ALONE.finditer(text):
        if length := _length(text, alone):
            start = after_place(text, alone.end())
            yield start, start + length
    if "、" in text:
        for row in _ROW.finditer(text):
            yield from _in_a_row(text, row)


def _length(text: str, alone: re.Match[str]) -> int:
    """The length of the name after what ``alone`` found; 0 if none stands there alone."""
    start = after_place(text, alone.end())
    mine = alone["mine"] is not None
    if mine and text[start] in _JOINING:
        return 0
    lengths, end = ((3,), _CLAUSE) if mine else ((3, 2, 4), _CLAUSE if alone["label"] else _END)
    # Two dashes stand before a signature; one does before much else.
    usual = not (alone["dash"] or "").rstrip()
    return next((n for n in lengths if is_name(text, start, n, usual) and end.match(text, start + n)), 0)


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
