"""What messages and fields mean in Chinese. They are not in the catalogue of texts, which has both languages
of what the program says: the English of these is a docstring."""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType

from pydantic import BaseModel

FILE = "cli/documents/meanings.zh.toml"


@cache
def purposes() -> Mapping[str, str]:
    """Type → its purpose."""
    return _table("purposes")


@cache
def field_meanings() -> Mapping[str, str]:
    """``Class.field``, as it is called on the wire → its meaning, where its word does not say it."""
    return _table("fields")


def meaning_of(cls: type[BaseModel], field: str) -> str:
    """The meaning of a field, said of the class or of one that it inherits from; empty if it is not said."""
    known = (field_meanings().get(f"{ancestor.__name__}.{field}") for ancestor in cls.__mro__)
    return next(filter(None, known), "")


def _table(name: str) -> Mapping[str, str]:
    text = files(__package__).joinpath(FILE.rpartition("/")[2]).read_text("utf-8")
    table: dict[str, str] = tomllib.loads(text)[name]
    return MappingProxyType(table)
