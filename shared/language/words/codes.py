"""Codes among the values of a sentence, turned into words: nobody but programs should read
``in_progress``."""

from collections.abc import Mapping
from types import MappingProxyType

from shared.language.reference import reference

FAMILIES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "thing": ("thing",),
        "state": ("state",),
        "role": ("role",),
        "allowed": ("role", "rule", "department"),
        "rule": ("rule",),
        "department": ("department",),
        "choices": ("choice",),
        "command": ("command",),
        "problem": ("invalid",),
    }
)
"""Name of a value → the families of keys in which its codes are looked up, the first that knows one wins."""

_GIVEN = ", "
"""The separator of the codes of a list in a value; ``list.join`` separates the words."""


def in_words(locale: str, known: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """``values`` with the codes that the catalogue ``known`` has words for replaced; lists are split at
    commas.

    A state is looked up as ``state.<thing>.<state>`` first, because things may use one name for different
    states.
    """
    thing = values.get("thing", "")
    return {name: _words(name, value, thing, locale, known) for name, value in values.items()}


def _words(name: str, value: str, thing: str, locale: str, known: Mapping[str, str]) -> str:
    if name not in FAMILIES:
        return value
    return known["list.join"].join(_word(name, code, thing, locale, known) for code in value.split(_GIVEN))


def _word(name: str, code: str, thing: str, locale: str, known: Mapping[str, str]) -> str:
    keys = (key for family in FAMILIES[name] for key in _keys(family, code, thing))
    found = next((known[key] for key in keys if key in known), None)
    if found is not None:
        return found
    if name == "problem":
        return known["invalid.default"]
    return _department(code, locale) if "department" in FAMILIES[name] else code


def _keys(family: str, code: str, thing: str) -> tuple[str, ...]:
    if family == "state":
        return (f"state.{thing}.{code}", f"state.{code}")
    if family == "command":
        return (f"command.{code.removesuffix('.v1')}",)
    return (f"{family}.{code}",)


def _department(code: str, locale: str) -> str:
    """Departments are data of the township; the lists have Chinese names only."""
    department = reference().departments.get(code)
    return department.name if department and locale == "zh_CN" else code
