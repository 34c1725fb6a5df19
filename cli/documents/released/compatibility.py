"""The promise of a released schema: optional fields may be added, and values to a list of values; nothing
else about its shape may change.

Words (titles, descriptions) may. A change that breaks gets a new type, ``….v2``.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from cli.documents.released.difference import Difference, Sort, names

Schema = dict[str, Any]
_WORDS = frozenset({"title", "description", "examples", "$defs", "$schema", "$id"})
_TRANSPARENT = frozenset({"items", "anyOf"})
"""The words of a schema that a path leaves out: the field is the same."""


def breaks(released: Schema, current: Schema) -> list[str]:
    """The changes of ``current`` that break those who rely on ``released``; empty when it only adds."""
    comparison = Comparison(released.get("$defs", {}), current.get("$defs", {}))
    return [str(found) for found in comparison.schemas("data", released, current) if found.breaks]


def without_words(schema: Any) -> Any:
    """Only the promises of the schema; a field may be called like a word of JSON Schema."""
    if isinstance(schema, list):
        return [without_words(entry) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        word: {name: without_words(field) for name, field in value.items()}
        if word == "properties"
        else without_words(value)
        for word, value in schema.items()
        if word not in _WORDS
    }


@dataclass(frozen=True, slots=True)
class Comparison:
    """Compares schemas that refer to ``#/$defs/<name>`` of these. A shape is compared once, and its
    differences are told of the shape, however many messages have it."""

    released: dict[str, Schema]
    current: dict[str, Schema]
    _seen: set[tuple[str, str]] = field(default_factory=set)

    def schemas(self, path: str, released: Schema, current: Schema) -> Iterator[Difference]:
        """The differences from ``released``, whose fields are called ``path.<field>``."""
        yield from self._values(path, without_words(released), without_words(current))

    def _values(self, path: str, old: Any, new: Any) -> Iterator[Difference]:
        if isinstance(old, dict) and isinstance(new, dict):
            yield from self._dicts(path, old, new)
        elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
            for before, after in zip(old, new, strict=True):
                yield from self._values(path, before, after)
        elif old != new:
            yield Difference(Sort.CHANGED, path, f"was {old!r} and is {new!r}")

    def _dicts(self, path: str, old: Schema, new: Schema) -> Iterator[Difference]:
        if "$ref" in old and "$ref" in new:
            yield from self._shapes(_name(old), _name(new))
            old, new = _without_ref(old), _without_ref(new)
        old, new = _resolved(old, self.released), _resolved(new, self.current)
        if "properties" in old or "properties" in new:
            yield from self._fields(path, old, new)
        if "enum" in old and "enum" in new:
            yield from names(f"{path}: the value", old["enum"], new["enum"])
        for word in sorted((old.keys() | new.keys()) - {"properties", "required"}):
            if word != "enum" or not ("enum" in old and "enum" in new):
                inner = path if word in _TRANSPARENT else f"{path}({word})"
                yield from self._values(inner, old.get(word), new.get(word))

    def _shapes(self, old: str, new: str) -> Iterator[Difference]:
        if (old, new) not in self._seen:
            self._seen.add((old, new))
            released, current = without_words(self.released[old]), without_words(self.current[new])
            yield from self._values(old, released, current)

    def _fields(self, path: str, old: Schema, new: Schema) -> Iterator[Difference]:
        before, after = old.get("properties", {}), new.get("properties", {})
        needed, needs = set(old.get("required", ())), set(new.get("required", ()))
        for name in before:
            if name not in after:
                yield Difference(Sort.REMOVED, f"{path}.{name}", "is gone")
            else:
                yield from self._values(f"{path}.{name}", before[name], after[name])
        for name in sorted(needs - needed):
            yield Difference(Sort.CHANGED, f"{path}.{name}", "is required now")
        for name in sorted((needed - needs) & after.keys()):
            yield Difference(Sort.CHANGED, f"{path}.{name}", "is not always there any more")
        for name in after:
            if name not in before and name not in needs:
                yield Difference(Sort.ADDED, f"{path}.{name}", "is new")


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).removeprefix("#/$defs/")


def _without_ref(schema: Schema) -> Schema:
    return {word: value for word, value in schema.items() if word != "$ref"}


def _resolved(schema: Schema, definitions: dict[str, Schema]) -> Schema:
    """The shape that it refers to, where the other side of the comparison refers to nothing."""
    if "$ref" not in schema:
        return schema
    referred: Schema = without_words(definitions[_name(schema)])
    return referred | _without_ref(schema)
