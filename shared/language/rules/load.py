"""Reading a rule set from TOML, refusing every table or key it does not know."""

import tomllib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from types import MappingProxyType
from typing import Any, get_args, get_origin, get_type_hints

from shared.language.rules.rule_set import RuleSet
from shared.language.rules.values import READERS


class RuleSetError(ValueError):
    """A rule set that is missing, incomplete or nonsense; the message names the table and the key.

    ``number`` is the one that was set otherwise and cannot be, as the message names it; empty: no single one.
    """

    def __init__(self, message: str, number: str = "") -> None:
        super().__init__(message)
        self.number = number


@cache
def load_rule_set(name: str = "zhejiang") -> RuleSet:
    """The rule set of that name among those that come with the platform; read once.

    Raises RuleSetError when there is none of that name or its file is not a complete rule set.
    """
    return read_rule_set(rule_set_text(name))


def rule_set_text(name: str) -> str:
    """The file of the rule set of that name, with its comments. Raises RuleSetError when there is none."""
    known = _models()
    if name not in known:
        raise RuleSetError(f"no rule set {name!r}; there are: {', '.join(known)}")
    return known[name].read_text(encoding="utf-8")


def rule_set_names() -> tuple[str, ...]:
    """The names of the rule sets that come with the platform."""
    return tuple(_models())


def read_rule_set(text: str) -> RuleSet:
    """Read a rule set from the text of a TOML file.

    Raises RuleSetError for anything missing, unknown or wrong.
    """
    return read_tables(parsed(text))


def parsed(text: str) -> dict[str, Any]:
    """The tables of a TOML file, as they stand. Raises RuleSetError."""
    try:
        return tomllib.loads(text, parse_float=Decimal)
    except tomllib.TOMLDecodeError as problem:
        raise RuleSetError(f"not TOML: {problem}") from problem


def read_tables(tables: Mapping[str, Any]) -> RuleSet:
    """A rule set from its tables. Raises RuleSetError."""
    rules = _read(RuleSet, dict(tables), where="")
    assert isinstance(rules, RuleSet)
    return rules


def _models() -> dict[str, Traversable]:
    files = (file for file in resources.files(__package__).iterdir() if file.name.endswith(".toml"))
    return {file.name.removesuffix(".toml"): file for file in sorted(files, key=lambda file: file.name)}


def _read(kind: object, value: object, where: str) -> object:
    try:
        if kind in READERS:
            return READERS[kind](value)
        if not isinstance(value, dict):
            raise ValueError("must be a table")
        if get_origin(kind) is Mapping:
            return _read_mapping(get_args(kind)[1], value, where)
        return _read_group(kind, value, where)
    except RuleSetError:
        raise
    except ValueError as problem:
        raise RuleSetError(f"{where or 'rule set'}: {problem}") from problem


def _read_mapping(kind: object, table: dict[str, object], where: str) -> Mapping[str, object]:
    if not table:
        raise ValueError("must not be empty")
    return MappingProxyType({key: _read(kind, value, f"{where}.{key}") for key, value in table.items()})


def _read_group(group: object, table: dict[str, object], where: str) -> object:
    assert isinstance(group, type)
    assert is_dataclass(group)
    kinds = get_type_hints(group)
    names = {field.name for field in fields(group)}
    if missing := sorted(names - table.keys()):
        raise ValueError(f"lacks {', '.join(missing)}")
    if unknown := sorted(table.keys() - names):
        raise ValueError(f"has the unknown {', '.join(unknown)}")
    prefix = f"{where}." if where else ""
    return group(**{key: _read(kinds[key], value, prefix + key) for key, value in table.items()})
