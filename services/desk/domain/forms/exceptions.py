"""``exceptions.toml``, read: what a form cannot know from the contract of its command."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def _told() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("exceptions.toml").read_text("utf-8"))


def _names(type: str, path: str) -> tuple[str, ...]:
    """The most exact one first."""
    return (f"{type.rsplit('.', 1)[0]}.{path}", path, path.rsplit(".", 1)[-1])


def is_set_by_us(type: str, name: str) -> bool:
    """Whether the desk fills the field in."""
    ours = _told()["set_by_us"]["fields"]
    return name in ours or _names(type, name)[0] in ours


def is_kept_nowhere(type: str, path: str) -> bool:
    """Whether the desk forgets the field as soon as it is sent."""
    fields = _told()["kept_nowhere"]["fields"]
    return any(name in fields for name in _names(type, path))


def source_of(type: str, path: str) -> str:
    """From where the values of the field come; empty: it is free."""
    choices: dict[str, str] = _told()["choices"]
    found = next((choices[name] for name in _names(type, path) if name in choices), "")
    return "" if found == "free" else found


def order(type: str) -> list[str]:
    """The fields that come first."""
    first: list[str] = _told()["first"].get(type, [])
    return first


def usual_first(types: Iterable[str]) -> list[str]:
    """The commands as a page offers them: what is usually done first, the rest as the tables have it."""
    usual: list[str] = _told()["usual_first"]["commands"]
    return sorted(types, key=lambda type: usual.index(type) if type in usual else len(usual))


def ends() -> Mapping[str, str]:
    """What is waited for → the command that ends the wait, where their names differ."""
    found: dict[str, str] = _told()["ends"]
    return found


def offered_on(kind: str, state: str) -> Iterator[str]:
    """The commands that make or move another thing, or none, offered on the page of one of that kind."""
    for type, places in _told()["offered_on"].items():
        if kind in places and (not places[kind] or state in places[kind]):
            yield type
