"""What the history keeps of an event: the codes, days and numbers that its sentence asks for.

Words that people wrote are not among them: they stand in the thing as it is now, where erasing and striking
out reaches them.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter
from typing import Any

from shared.kernel.messages.base import Event
from shared.language.words.catalogue import LOCALES, entries

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.:+-]{0,63}\Z")
"""A code, an id, a day, a moment or a number."""


def sentence_key(type: str) -> str:
    """The catalogue's key of the sentence of an event."""
    return f"event.{type.rsplit('.', 1)[0]}"


@cache
def asked_for(type: str) -> frozenset[str]:
    """The values that its sentence asks for."""
    sentence = entries(LOCALES[0]).get(sentence_key(type), "")
    return frozenset(name for _, name, _, _ in Formatter().parse(sentence) if name)


def detail_of(event: Event) -> dict[str, Any]:
    """The values of its sentence, as far as the event says them in codes."""
    said = event.model_dump(mode="json")
    thing = said.pop(event.entity(), None)
    known = dict(_codes({**(thing if isinstance(thing, dict) else {}), **said}))
    return {name: known[name] for name in asked_for(event.type) if name in known}


def _codes(said: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in said.items():
        if (
            isinstance(value, bool | int | float)
            or (isinstance(value, str) and _CODE.match(value))
            or (
                isinstance(value, list)
                and value
                and all(isinstance(v, str) and _CODE.match(v) for v in value)
            )
        ):
            yield name, value
