"""JSON Schemas of contracts, as they are on the wire, with the words of the source in them."""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, Literal, get_args

from pydantic import BaseModel

from cli.documents.field_docs import field_docs
from shared.kernel.messages.base import Command
from shared.language.contracts.registry import TYPES

Schema = dict[str, Any]
Refer = Callable[[type[BaseModel], type[BaseModel]], str]
"""(the class that refers, the shape it refers to) → the text of the ``$ref``."""
_LOCAL = "#/$defs/"


class TwoShapes(ValueError):
    """A class is on the wire in two ways, as commands are read and as events are written: make two of it."""


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
        describe(definition, by_name.get(name))
    describe(schema, cls)
    if issubclass(cls, Command) and cls.fresh_factor:
        schema["x-fresh-factor"] = True
    return schema


def own_schema(cls: type[BaseModel], refer: Refer) -> Schema:
    """The schema of ``cls`` without those of its shapes, which it refers to."""
    schema = schema_of(cls)
    own: Schema = _apart(schema, schema.get("$defs", {}), _by_name(cls, cls, refer))
    return own


def shape_schemas(refer: Refer) -> dict[type[BaseModel], Schema]:
    """Every class inside a message → its schema; those inside it are referred to. Raises TwoShapes."""
    found: dict[type[BaseModel], Schema] = {}
    for message in TYPES.values():
        definitions = schema_of(message).get("$defs", {})
        for shape in shapes_of(message):
            names = _by_name(message, shape, refer)
            schema = _apart(definitions[shape.__name__], definitions, names)
            if found.setdefault(shape, schema) != schema:
                raise TwoShapes(f"{shape.__name__} in {message.type}")
    return found


def _by_name(message: type[BaseModel], referring: type[BaseModel], refer: Refer) -> dict[str, str]:
    return {shape.__name__: refer(referring, shape) for shape in shapes_of(message)}


def _apart(schema: Any, definitions: Schema, references: dict[str, str]) -> Any:
    """With references to shapes written anew. A definition that is no class of fields, such as an
    enumeration, stands where it is used."""
    if isinstance(schema, list):
        return [_apart(entry, definitions, references) for entry in schema]
    if not isinstance(schema, dict):
        return schema
    plain = {
        word: _apart(value, definitions, references)
        for word, value in schema.items()
        if word not in ("$ref", "$defs")
    }
    if "$ref" not in schema:
        return plain
    name = schema["$ref"].removeprefix(_LOCAL)
    return ({"$ref": references[name]} if name in references else definitions[name]) | plain


def describe(schema: Schema, cls: type[BaseModel] | None) -> None:
    """Put the words of the source into a schema: what each field means, without the titles made of names."""
    docs = field_docs(cls) if cls else {}
    for name, field in schema.get("properties", {}).items():
        field.pop("title", None)
        if name in docs:
            field["description"] = docs[name]
    if "description" in schema:
        schema["description"] = " ".join(schema["description"].split())
