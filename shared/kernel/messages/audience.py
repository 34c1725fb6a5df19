"""Who may read what an event says: everybody who is subscribed, or the house alone.

An event has one id and two faces. The inside one is whole and goes to the services and to who is entitled;
the public one has no field that is marked ``INSIDE``, and none of the words that were struck out. Where both
are equal there is one message.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from types import UnionType
from typing import Annotated, Any, Union, get_args, get_origin

from pydantic import BaseModel, GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, from_json, to_json

from shared.kernel.messages.base import Bilingual, Contract, Event, is_free_text

NAME = "x-audience"
"""The schema's word for it; public is what has none."""
STRUCK_OUT = "██"
"""What stands where somebody struck words out."""


@dataclass(frozen=True, slots=True)
class Audience:
    """A field's mark."""

    name: str

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return handler(source)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), NAME: self.name}


INSIDE = Audience("inside")
"""``Annotated[Prose, INSIDE]``: the house alone reads it. It has a default: the public face is read with the
same class."""

Plan = Mapping[str, Any]
"""Fields of a contract: field → True, or the plan of its own fields, or ``{"__all__": …}`` of each of
several, as pydantic's ``exclude`` takes it."""


def public_json(event: Event) -> str | None:
    """The public face of an event's data as JSON; None: it is the same as the inside one; empty: it has
    none."""
    if event.withheld():
        return ""
    if event.says_last():
        return to_json(_hollow(event)).decode()
    left_out, struck = inside_of(type(event)), tuple(filter(None, event.struck_out()))
    if struck:
        said = event.model_dump(mode="json", exclude=dict(left_out))
        return to_json(_struck(type(event), said, struck)).decode()
    if not left_out or not _says(event, left_out):
        return None
    return event.model_dump_json(exclude=dict(left_out))


def _hollow(event: Event) -> dict[str, Any]:
    """What the class and its thing cannot do without, and the fields that are said last; no text."""
    said = event.model_dump(mode="json", exclude=dict(inside_of(type(event))))
    bare = {
        name: _bare(field.annotation, said[name], event.says_last())
        for name, field in type(event).model_fields.items()
        if field.is_required()
    }
    bare = _changed(bare, texts_of(type(event)), lambda _: "")
    return {name: value for name, value in bare.items() if value is not None}


def _bare(annotation: Any, said: Any, kept: tuple[str, ...]) -> Any:
    if not (isinstance(annotation, type) and issubclass(annotation, Contract)):
        return said
    fields = annotation.model_fields
    return {
        name: dict.fromkeys(value, "") if fields[name].annotation is Bilingual else value
        for name, value in said.items()
        if fields[name].is_required() or name in kept
    }


def says(text: str, words: str) -> bool:
    """Whether the words stand in the text, with whatever spaces and ends of lines it has between them."""
    return bool(_wrapped(words).search(text))


def without_words(text: str, words: Iterable[str]) -> str:
    """The text as it is read when each of these words was struck out of it, also where they are wrapped."""
    for one in sorted(words, key=len, reverse=True):
        text = _wrapped(one).sub(STRUCK_OUT, text)
    return text


@lru_cache(maxsize=1000)
def _wrapped(words: str) -> re.Pattern[str]:
    """Linear: a space is no part of what stands between two of them."""
    return re.compile(r"\s*".join(map(re.escape, "".join(words.split()))) or "(?!)")


def without(event: type[Event], said: str, words: tuple[str, ...]) -> str:
    """A message of that type as it was said, without these words in its texts."""
    message = from_json(said)
    data = _struck(event, message["data"], words)
    return said if data == message["data"] else to_json({**message, "data": data}).decode()


@cache
def inside_of(model: type[BaseModel]) -> Plan:
    """What the public face of a contract has not. Raises TypeError for an inside field without a default."""
    return _plan(model, lambda metadata: INSIDE in metadata)


@cache
def texts_of(model: type[BaseModel]) -> Plan:
    """What people write, in a contract and its parts."""
    return _plan(model, is_free_text)


Wanted = Callable[[Iterable[Any]], bool]
"""Whether a field with such marks is one of the plan's."""


def _plan(model: type[BaseModel], wanted: Wanted) -> Plan:
    found = {
        name: _within(field.annotation, field.metadata, wanted) for name, field in model.model_fields.items()
    }
    for name, part in found.items():
        if part is True and INSIDE in (field := model.model_fields[name]).metadata and field.is_required():
            raise TypeError(f"{model.__name__}.{name}: an inside field needs a default")
    return {name: part for name, part in found.items() if part}


def _within(annotation: Any, marks: Iterable[Any], wanted: Wanted) -> Any:
    if wanted(marks):
        return True
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _within(arguments[0], arguments[1:], wanted)
    if origin in (Union, UnionType):
        return next(filter(None, (_within(one, (), wanted) for one in arguments)), None)
    if isinstance(origin, type) and issubclass(origin, Iterable):
        of_each = next(filter(None, (_within(one, (), wanted) for one in arguments)), None)
        return {"__all__": of_each} if of_each else None
    if isinstance(annotation, type) and issubclass(annotation, Contract):
        return _plan(annotation, wanted) or None
    return None


def _says(part: BaseModel, plan: Plan) -> bool:
    """Whether a field of the plan says anything at all."""
    for name, inner in plan.items():
        value = getattr(part, name)
        if inner is True:
            if value != _default(type(part), name):
                return True
        elif value and any(_says(one, within) for one, within in _each(value, inner)):
            return True
    return False


@cache
def _default(model: type[BaseModel], name: str) -> Any:
    return model.model_fields[name].get_default(call_default_factory=True)


def _each(value: Any, plan: Plan) -> Iterable[tuple[BaseModel, Plan]]:
    if "__all__" not in plan:
        return [(value, plan)]
    several = value.values() if isinstance(value, Mapping) else value
    return [(one, plan["__all__"]) for one in several]


def _changed(said: Any, plan: Any, change: Callable[[str], str]) -> Any:
    """The same, with each text of the plan changed."""
    if plan is True:
        return change(said) if isinstance(said, str) else said
    if not said:
        return said
    if "__all__" in plan:
        within = plan["__all__"]
        if isinstance(said, dict):
            return {name: _changed(value, within, change) for name, value in said.items()}
        return [_changed(value, within, change) for value in said]
    return {
        name: _changed(value, plan[name], change) if name in plan else value for name, value in said.items()
    }


def _struck(event: type[Event], data: Any, words: Iterable[str]) -> Any:
    struck = tuple(words)
    return _changed(data, texts_of(event), lambda text: without_words(text, struck))
