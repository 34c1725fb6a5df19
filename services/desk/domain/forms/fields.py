"""The fields of a command's form, from the contract of the command alone."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any

from services.desk.domain.forms.exceptions import is_kept_nowhere, is_set_by_us, order, source_of
from services.desk.domain.forms.transitions import commands_of_staff
from shared.kernel.messages.base import Command


class Widget(StrEnum):
    """How a field is filled in."""

    LINE = "line"
    TEXT = "text"
    DATE = "date"
    MOMENT = "moment"
    NUMBER = "number"
    CHECK = "check"
    """True or false, with a default."""
    CHOICE = "choice"
    CHOICES = "choices"
    LINES = "lines"
    """Texts, one a line."""
    GROUP = "group"
    ROWS = "rows"
    PAIRS = "pairs"
    """Answers to the questions of a category."""
    JSON = "json"
    """What has its own shape: the lists and rules of a township."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field. ``path`` is where it stands in the data, parted by dots, without the numbers of rows."""

    path: str
    widget: Widget
    required: bool = False
    most: int | None = None
    """Characters of a text; entries of a list."""
    source: str = ""
    """From where its values come; empty: it is free."""
    values: tuple[str, ...] = ()
    """Those that the contract lists."""
    default: Any = None
    secret: bool = False
    """It is in no event, and the desk keeps none of it."""
    fields: tuple["Field", ...] = ()

    @property
    def key(self) -> str:
        """The name by which the catalogue has its words."""
        return self.path.rsplit(".", 1)[-1]

    def each(self) -> Iterator["Field"]:
        """It and those inside it."""
        yield self
        for one in self.fields:
            yield from one.each()


@cache
def form_of(type: str) -> tuple[Field, ...]:
    """The fields of that command's form, in order; KeyError if nobody with a post may give it."""
    cls = commands_of_staff()[type]
    schema = cls.model_json_schema(mode="validation")
    fields = tuple(_fields(type, schema, schema.get("$defs", {}), ""))
    first = order(type)
    return tuple(
        sorted(fields, key=lambda field: first.index(field.path) if field.path in first else len(first))
    )


def about(cls: type[Command]) -> str:
    """The field of the command that names its own thing; empty: it names none."""
    name = f"{cls.entity()}_id"
    return name if name in cls.model_fields else ""


def set_by_us(type: str) -> tuple[str, ...]:
    """The fields that nobody fills in."""
    cls = commands_of_staff()[type]
    return tuple(name for name in cls.model_fields if _is_ours(type, cls, name))


def _is_ours(type: str, cls: type[Command], name: str) -> bool:
    return name == about(cls) or is_set_by_us(type, name)


def _fields(type: str, schema: Mapping[str, Any], shapes: Mapping[str, Any], within: str) -> Iterator[Field]:
    required = schema.get("required", ())
    for name, told in schema.get("properties", {}).items():
        path = f"{within}.{name}" if within else name
        if within or not _is_ours(type, commands_of_staff()[type], name):
            yield _field(type, path, told, shapes, required=name in required)


def _field(
    type: str, path: str, told: Mapping[str, Any], shapes: Mapping[str, Any], *, required: bool
) -> Field:
    told = _resolved(told, shapes)
    plain = Field(path, Widget.LINE, required, default=told.get("default"), source=source_of(type, path))
    secret = told.get("x-text") == "secret" or is_kept_nowhere(type, path)
    plain = replace(plain, secret=secret)
    if path in ("lists", "profile", "rules", "notice") and type.startswith("directory."):
        return replace(plain, widget=Widget.JSON, source="")
    match told:
        case {"enum": values}:
            return replace(plain, widget=Widget.CHOICE, values=tuple(values))
        case {"type": "boolean"}:
            return replace(
                plain, widget=Widget.CHOICE if required else Widget.CHECK, values=_yes_no(required)
            )
        case {"type": "array"}:
            return _list(type, plain, told, shapes)
        case {"type": "object", "properties": _}:
            inner = tuple(_fields(type, told, shapes, path))
            return replace(plain, widget=Widget.GROUP, fields=inner)
        case {"type": "object"}:
            return replace(plain, widget=Widget.PAIRS)
        case {"type": "string", "format": "date"}:
            return replace(plain, widget=Widget.DATE)
        case {"type": "string", "format": "date-time"}:
            return replace(plain, widget=Widget.MOMENT)
        case {"type": "integer" | "number"}:
            return replace(plain, widget=Widget.CHOICE if plain.source else Widget.NUMBER)
    most = told.get("maxLength")
    if plain.source:
        return replace(plain, widget=Widget.CHOICE)
    return replace(plain, widget=Widget.TEXT if (most or 0) > _LINE else Widget.LINE, most=most)


_LINE = 200


def _yes_no(required: bool) -> tuple[str, ...]:
    return ("true", "false") if required else ()


def _list(type: str, plain: Field, told: Mapping[str, Any], shapes: Mapping[str, Any]) -> Field:
    entries = _resolved(told.get("items", {}), shapes)
    plain = replace(plain, most=told.get("maxItems"))
    if entries.get("type") == "object":
        return replace(
            plain, widget=Widget.ROWS, source="", fields=tuple(_fields(type, entries, shapes, plain.path))
        )
    return replace(plain, widget=Widget.CHOICES if plain.source else Widget.LINES)


def _resolved(told: Mapping[str, Any], shapes: Mapping[str, Any]) -> Mapping[str, Any]:
    """Without what leads elsewhere, and without the nothing that an optional field may be."""
    if "$ref" in told:
        shape = shapes[told["$ref"].rsplit("/", 1)[1]]
        return _resolved({**shape, **{word: value for word, value in told.items() if word != "$ref"}}, shapes)
    if "anyOf" in told:
        kinds = [one for one in told["anyOf"] if one.get("type") != "null"]
        chosen = next((one for one in kinds if one.get("type") in ("number", "integer")), kinds[0])
        rest = {word: value for word, value in told.items() if word != "anyOf"}
        return _resolved({**chosen, **rest}, shapes)
    return told
