"""Words that lead to a person, planted into every text of a command. The person is invented."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from shared.kernel.messages.base import Command

WORDS = "我叫牛大壮，电话139 1234 5678，身份证330921198803041234，住西大街12号3单元402室"
PRIVATE = ("牛大壮", "139 1234 5678", "13912345678", "330921198803041234", "12号3单元402室")
"""What of them nobody else may read."""
_ROOM = 200 - len(WORDS) - 1
"""Characters of a line that are left."""
_NO_TEXT = {"pattern", "format", "enum", "const"}


@dataclass(frozen=True, slots=True)
class Field:
    """A text of a command: its name, and who may read it by its type; None: nobody has said."""

    name: str
    becomes: str | None


def text_fields(cls: type[Command]) -> set[Field]:
    """All of a command, at any depth."""
    schema = cls.model_json_schema()
    return {field for _, field in _walk(schema, schema, "", frozenset())}


def field_names(cls: type[Command]) -> set[str]:
    """The names of all its fields, at any depth."""
    schema = cls.model_json_schema()
    return _names(schema, schema, frozenset())


def planted(
    cls: type[Command], data: Mapping[str, Any], words: str = WORDS
) -> tuple[dict[str, Any], set[Field]]:
    """``data`` with the words at the end of each text that is there, or that may be there at the top."""
    schema = cls.model_json_schema()
    filled: set[Field] = set()
    top = {
        name: ""
        for name, part in schema.get("properties", {}).items()
        if part.get("x-text") in ("masked", "own")
    }
    return _planted(schema, schema, {**top, **data}, "", filled, words), filled


def _planted(
    schema: Mapping[str, Any], part: Any, value: Any, name: str, filled: set[Field], words: str
) -> Any:
    for branch in _branches(schema, part):
        if isinstance(value, str) and branch.get("x-text") in ("masked", "own"):
            filled.add(Field(name, branch["x-text"]))
            return f"{value[:_ROOM]}，{words}" if value else words
        if isinstance(value, dict) and (
            "properties" in branch or isinstance(branch.get("additionalProperties"), dict)
        ):
            known, more = branch.get("properties", {}), branch.get("additionalProperties")
            return {
                key: _planted(
                    schema, known.get(key, more), inner, key if key in known else name, filled, words
                )
                for key, inner in value.items()
            }
        if isinstance(value, list) and "items" in branch:
            return [_planted(schema, branch["items"], inner, name, filled, words) for inner in value]
    return value


def _walk(schema: Any, part: Any, name: str, seen: frozenset[str]) -> Iterator[tuple[str, Field]]:
    if not isinstance(part, Mapping):
        return
    if (ref := part.get("$ref")) in seen:
        return
    for branch in _branches(schema, part):
        inside = seen | {ref} if ref else seen
        if branch.get("type") == "string" and "maxLength" in branch and not _NO_TEXT & branch.keys():
            yield name, Field(name, branch.get("x-text"))
        for key, inner in branch.get("properties", {}).items():
            yield from _walk(schema, inner, key, inside)
        for inner in (branch.get("items"), branch.get("additionalProperties")):
            yield from _walk(schema, inner, name, inside)


def _names(schema: Any, part: Any, seen: frozenset[str]) -> set[str]:
    if not isinstance(part, Mapping) or (ref := part.get("$ref")) in seen:
        return set()
    inside = seen | {ref} if ref else seen
    names: set[str] = set()
    for branch in _branches(schema, part):
        known = branch.get("properties", {})
        inner = (*known.values(), branch.get("items"), branch.get("additionalProperties"))
        names |= set(known).union(*(_names(schema, one, inside) for one in inner))
    return names


def _branches(schema: Mapping[str, Any], part: Any) -> Iterator[Mapping[str, Any]]:
    if not isinstance(part, Mapping):
        return
    if ref := part.get("$ref"):
        yield from _branches(schema, {**schema["$defs"][ref.rsplit("/", 1)[-1]], **_marks(part)})
    elif "anyOf" in part:
        for one in part["anyOf"]:
            yield from _branches(schema, one)
    else:
        yield part


def _marks(part: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in part.items() if key.startswith("x-")}
