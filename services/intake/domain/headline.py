"""The stand-in for the title of a matter that was raised without one."""

import re

HEADLINE = 30
"""Characters of the text that stand in for a missing title: one line on a phone."""

_SENTENCE_ENDS = re.compile(r"[。！？!?；;\n]")


def headline(text: str) -> str:
    """The first sentence of ``text``, cut to ``HEADLINE`` characters."""
    first = _SENTENCE_ENDS.split(text, maxsplit=1)[0].strip() or text
    return first if len(first) <= HEADLINE else first[: HEADLINE - 1] + "…"
