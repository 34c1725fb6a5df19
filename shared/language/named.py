"""Whom a thing names: guards that let nobody of a role pass but those in one of its fields.

A guard says so beside its own sentence, and everybody who draws buttons learns it with the transitions: a
button that could only be refused is not shown. The guard itself decides.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeVar

G = TypeVar("G", bound=Callable[..., Any])
Fields = Mapping[str, tuple[str, ...]]
"""Role → the fields of the thing's snapshot one of which names the person, or a department of theirs."""

_MARKED: dict[Callable[..., Any], Fields] = {}


def names(**fields: str | tuple[str, ...]) -> Callable[[G], G]:
    """Say of a guard that of each role here only those pass whom that field of the thing names (or one of
    several): by their id, by the department for which they act, or by one that they are in charge of. Other
    roles it does not concern."""

    def mark(guard: G) -> G:
        _MARKED[guard] = MappingProxyType(
            {role: (said,) if isinstance(said, str) else said for role, said in fields.items()}
        )
        return guard

    return mark


def named_by(guard: Callable[..., Any]) -> Fields:
    """What is said so of that guard; nothing of most."""
    return _MARKED.get(guard, MappingProxyType({}))
