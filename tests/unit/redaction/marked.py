"""Texts with marks, one a line: 【must be hidden】, 〖must stay〗.

A line with # is a comment; ``\\n`` stands for a line end.
"""

import re
from collections.abc import Iterator
from importlib.resources import files

from tests.unit.redaction.texts import Text

_MARKED = re.compile("【(?P<hide>[^】]+)】|〖(?P<keep>[^〗]+)〗")


def marked(name: str) -> tuple[Text, ...]:
    """The texts of a file beside this one."""
    lines = files(__package__).joinpath(name).read_text("utf-8").splitlines()
    return tuple(_texts(name.removesuffix(".txt"), lines))


def _texts(name: str, lines: list[str]) -> Iterator[Text]:
    for number, said in enumerate(lines, 1):
        line = said.replace("\\n", "\n")
        if line and not line.startswith("#"):
            found = list(_MARKED.finditer(line))
            hide = tuple(one["hide"] for one in found if one["hide"])
            keep = tuple(one["keep"] for one in found if one["keep"])
            yield Text(f"{name}:{number}", _MARKED.sub(lambda m: m["hide"] or m["keep"], line), hide, keep)
