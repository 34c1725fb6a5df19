"""How words stand on a page: a line does not end within a day, and rules are called by their names."""

import re

from shared.language.telling.words import CHINESE
from shared.language.words.catalogue import entries

_PARTS = re.compile(
    r"<(title|textarea|select|script|style)\b.*?</\1>|<[^>]*>|(\d{4}年\d{1,2}月\d{1,2}日)", re.DOTALL
)
"""What is no text of a page, or has no tags in it; and days in the text."""
_RULE = re.compile(r"( ?)\b([a-z_]+\.[a-z_]+)")


def with_whole_days(page: str) -> str:
    """HTML whose days are told to the style sheets (``whole``)."""
    return _PARTS.sub(lambda found: f'<span class="whole">{found[2]}</span>' if found[2] else found[0], page)


def why_awaited(what: str, locale: str) -> str:
    """Why somebody is waited for, for who knows no rule by its code; empty: the catalogue does not say."""
    known = entries(locale)

    def called(found: re.Match[str]) -> str:
        name = known.get(f"number.{found[2]}") or known.get(found[2], found[2])
        return f"{'' if locale == CHINESE else found[1]}“{name}”"

    return _RULE.sub(called, known.get(f"wait_why.{what}", ""))
