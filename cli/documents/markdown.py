"""Small pieces of Markdown."""

import re
from collections.abc import Iterable, Sequence

WRITTEN_BY = "<!-- Written by `make docs` from the code. Do not edit. -->\n"


def cell(text: object) -> str:
    """Text that can stand in a table's cell."""
    return str(text).replace("|", "\\|").replace("\n", " ")


def table(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table; an empty one is empty text."""
    lines = [f"| {' | '.join(map(cell, row))} |" for row in rows]
    if not lines:
        return ""
    return "\n".join([f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}", *lines]) + "\n"


def code(text: object) -> str:
    """Text in the typeface of code."""
    return f"`{text}`"


def codes(texts: Iterable[object]) -> str:
    """Several, separated by commas."""
    return ", ".join(map(code, texts))


def link(text: str, heading: str) -> str:
    """A link to a heading of the same page, by the anchor that GitHub and GitLab give it."""
    return f"[{text}](#{anchor(heading)})"


def anchor(heading: str) -> str:
    """The anchor of a heading: lower case, blanks to hyphens, punctuation gone."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def sentence(docstring: str | None) -> str:
    """A docstring as one line, its literals as Markdown writes them."""
    return " ".join((docstring or "").split()).replace("``", "`")


def page(title: str, *parts: str) -> str:
    """A whole page."""
    return "\n".join([f"# {title}\n", WRITTEN_BY, *(part for part in parts if part)])
