"""What the history keeps of an event: the codes, days and numbers that its sentence asks for.

Words that people wrote are not among them: they stand in the thing as it is now, where erasing and striking
out reaches them.
"""

import re
from collections.abc import Mapping
from typing import Any

from pydantic_core import to_jsonable_python

from shared.kernel.messages.base import Event
from shared.language.telling.every_event import TOLD
from shared.language.telling.told import SAID, WHY

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,63}|\Z")
"""A code, an id, a day, a moment or a number; or nothing."""


def detail_of(event: Event) -> dict[str, Any]:
    """The values of its sentence, as far as they are codes."""
    telling = TOLD.get(event.type)
    details: Mapping[str, Any] = to_jsonable_python(telling.details(event)) if telling else {}
    return {name: value for name, value in details.items() if name not in (SAID, WHY) and _is_coded(value)}


def _is_coded(value: Any) -> bool:
    if isinstance(value, str):
        return bool(_CODE.fullmatch(value))
    if isinstance(value, Mapping):
        return all(map(_is_coded, value.values()))
    return all(map(_is_coded, value)) if isinstance(value, list) else True
