"""JSON Schemas of contracts, as they are on the wire, with the words of the source in them."""

from collections.abc import Iterator
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel

from cli.documents.field_docs import field_docs
from shared.contracts.base import Command

Schema = dict[str, Any]


def mode_of(cls: type[BaseModel]) -> Literal["validation", "serialization"]:
    """Commands are described as we read them, everything else as we write it."""
    return "validation" if issubclass(cls, Command) else "serialization"


@cache
def shapes_of(cls: type[BaseModel]) -> tuple[type[BaseModel], ...]:
    """The classes inside ``cls``, nested ones included, each once."""
    found: dict[type[BaseModel], None] = {}
    for field in (*cls.model_fields.values(), *cls.model_computed_fields.values()):
        annotation = getattr(field, "annotation", None) or getattr(field, "return_type", None)
        for inner in _models_in(annotation):
            found |= {inner: None} | dict.fromkeys(shapes_of(inner))
    return tuple(found)


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for argument in get_args(annotation):
        yield from _models_in(argument)


@cache
def schema_of(cls: type[BaseModel]) -> Schema:
    """The schema of ``cls``, to be read only; its inner classes are in ``$defs``."""
    schema = cls.model_json_schema(mode=mode_of(cls))
    by_name = {shape.__name__: shape for shape in shapes_of(cls)}
    for name, definition in schema.get("$defs", {}).items():
        _describe(definition, by_name.get(name))
    _describe(schema, cls)
    return schema


def _describe(schema: Schema, cls: type[BaseModel] | None) -> None:
    docs = field_docs(cls) if cls else {}
    for name, field in schema.get("properties", {}).items():
        field.pop("title", None)
        if name in docs:
            field["description"] = docs[name]
    if "description" in schema:
        schema["description"] = " ".join(schema["description"].split())
