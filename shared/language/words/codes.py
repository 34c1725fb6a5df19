"""Codes among the values of a sentence, turned into words: nobody but programs should read
``in_progress``. Names of a township's lists are given as names."""

from collections.abc import Mapping
from types import MappingProxyType

FAMILIES: MappingProxyType[str, tuple[str, ...]] = MappingProxyType(
    {
        "thing": ("thing",),
        "state": ("state",),
        "role": ("role",),
        "allowed": ("role", "rule"),
        "rule": ("rule",),
        "choices": ("choice", "rule", "urgency", "class", "decision", "project_kind"),
        "ways": ("value.how", "value"),
        "command": ("command",),
        "changed": ("command", "changed"),
        "problem": ("invalid",),
        "list": ("directory.list",),
        "field": ("field",),
        "unit": ("unit",),
        "incoherence": ("directory.problem",),
    }
)
"""Name of a value → the families of keys in which its codes are looked up, the first that knows one wins."""

_TO_BE_SAID = frozenset({"choices", "ways"})
"""Values whose codes are what somebody has to write: the code itself comes first, the word explains it."""
_SENTENCE = "incoherence"
"""The word of this value is a sentence of its own, which asks for other values."""
_GIVEN = ", "
"""The separator of the codes of a list in a value; ``list.join`` separates the words."""


def in_words(known: Mapping[str, str], values: Mapping[str, str]) -> dict[str, str]:
    """``values`` with the codes that the catalogue ``known`` has words for replaced; lists are split at
    commas.

    A state is looked up as ``state.<thing>.<state>`` first, because things may use one name for different
    states.
    """
    thing = values.get("thing", "")
    worded = {name: _words(name, value, thing, known) for name, value in values.items()}
    if _SENTENCE in worded:
        worded[_SENTENCE] = worded[_SENTENCE].format_map(worded)
    return worded


def _words(name: str, value: str, thing: str, known: Mapping[str, str]) -> str:
    if name not in FAMILIES:
        return value
    return known["list.join"].join(_word(name, code, thing, known) for code in value.split(_GIVEN))


def _word(name: str, code: str, thing: str, known: Mapping[str, str]) -> str:
    keys = (key for family in FAMILIES[name] for key in _keys(family, code, thing))
    found = next((known[key] for key in keys if key in known), None)
    if found is not None:
        return known["list.code"].format(code=code, word=found) if name in _TO_BE_SAID else found
    return known["invalid.default"] if name == "problem" else code


def _keys(family: str, code: str, thing: str) -> tuple[str, ...]:
    if family == "state":
        return (f"state.{thing}.{code}", f"state.{code}")
    if family == "command":
        return (f"command.{code.removesuffix('.v1')}",)
    if family == "field":
        # The innermost name says it best: data.contact.phone is the telephone number.
        return tuple(f"field.{part}" for part in reversed(code.split(".")) if not part.isdigit())[:1]
    return (f"{family}.{code}",)
