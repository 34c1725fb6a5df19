"""The numbers of somebody's home in English: I live at 12 Shangjie Road, Room 402. The street stays."""

import re
from collections.abc import Iterator

from shared.language.redaction.english_names import no_names
from shared.language.redaction.kind import Kind
from shared.language.redaction.span import Span

_HOME = re.compile(
    r"\b(?:(?:live|lives|living|reside|resides)\s(?:at|in|on)|(?:my|our|home) (?:home |house )?"
    r"(?:address|home|house|flat)\s(?:is|:)(?:\s(?:at|in|on))?|address:)\s?(?P<where>[^!?\n;；。！？]{2,80})",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"(?<![A-Za-z0-9])(?:(?:room|flat|apartment|apt|unit|building|house|no)\.?\s?#?[0-9]{1,5}[A-Za-z]?(?![A-Za-z0-9])"
    r"|[0-9]{2,5}[A-Za-z]?(?=,?\s(?P<street>[A-Z][a-z]+)))",
    re.IGNORECASE,
)


def english_houses_in(text: str) -> Iterator[Span]:
    """The numbers of houses and rooms where somebody says that they live there; linear in ``text``."""
    for home in _HOME.finditer(text):
        at = home.start("where")
        for number in _NUMBER.finditer(text, *home.span("where")):
            if number["street"] is None or (
                not text[at : number.start()].strip(", ") and _is_street(number["street"])
            ):
                yield Span(*number.span(), Kind.HOUSE)
            at = number.end()


def _is_street(word: str) -> bool:
    """Whether the word after a bare number may be a street's name: in 12 October it is none."""
    return word[0].isupper() and word.lower() not in no_names()
