"""What an entry of the timeline still says of a thing when words were struck out of it.

The console does not know the words. So it keeps of each text what the thing says in public now, and nothing
else.
"""

import re
from collections.abc import Collection
from typing import Any

from shared.kernel.messages.audience import STRUCK_OUT
from shared.language.telling.told import SAID, WHY

_QUOTES = frozenset(
    {SAID, "title", "how", "finding", "where", "earlier", "corrected_because", "corrected_why"}
)
"""The values that people wrote; a single word of theirs may look like a code."""
_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]*\Z")
"""A code, an id, a day, a moment or a number."""


def still_said(detail: dict[str, Any], public: Collection[str], title: str | None) -> dict[str, Any]:
    """The entry's values; ``public``: the thing's texts as everybody reads them now, ``title`` is one of
    them. The rule in its own words is nobody's."""
    said = {
        name: value if name == WHY else _kept(value, public, quoted=name in _QUOTES)
        for name, value in detail.items()
    }
    return said | {"title": title} if title and "title" in said else said


def _kept(value: Any, public: Collection[str], *, quoted: bool) -> Any:
    if isinstance(value, list):
        return [_kept(one, public, quoted=quoted) for one in value]
    if isinstance(value, dict):
        return {name: _kept(one, public, quoted=quoted) for name, one in value.items()}
    if not isinstance(value, str) or not value or value in public:
        return value
    return value if not quoted and _CODE.match(value) else STRUCK_OUT
