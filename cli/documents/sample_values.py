"""Values for examples, read from ``samples.toml``."""

import tomllib
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.kernel.messages.ids import derived_id
from shared.language.contracts.envelope import Role

TOWNSHIP = "330921201"
COMMAND_SOURCE = "/partners/liaison-station"
_MARK = "id:"


def sample_id(name: str) -> str:
    """An id like those of the platform, the same each time."""
    return derived_id("example", name)


ACTORS: MappingProxyType[Role, Actor] = MappingProxyType(
    {
        Role.CITIZEN: Actor(f"citizen:{sample_id('citizen')}", Role.CITIZEN),
        Role.AGENT: Actor("hotline-7", Role.AGENT),
        Role.DEPUTY: Actor("deputy-01", Role.DEPUTY),
        Role.PRESIDIUM: Actor("deputy-01", Role.PRESIDIUM),
        Role.HEAD: Actor("head-1", Role.HEAD),
        Role.PRESIDIUM: Actor("deputy-09", Role.PRESIDIUM),
        Role.LEADER: Actor("leader-2", Role.LEADER),
        Role.DEPARTMENT: Actor("dept-construction", Role.DEPARTMENT, "construction"),
        Role.DEPARTMENT_HEAD: Actor("dept-construction-head", Role.DEPARTMENT_HEAD, "construction"),
        Role.OFFICE: Actor("office-1", Role.OFFICE),
        Role.OPERATOR: Actor("operator-1", Role.OPERATOR),
        Role.SYSTEM: SYSTEM,
    }
)


@cache
def _data() -> dict[str, Any]:
    text = files(__package__).joinpath("samples.toml").read_text("utf-8")
    data: dict[str, Any] = _with_ids(tomllib.loads(text))
    return data


def _with_ids(value: Any) -> Any:
    match value:
        case str() if value.startswith(_MARK):
            return sample_id(value.removeprefix(_MARK))
        case dict():
            return {_with_ids(key): _with_ids(entry) for key, entry in value.items()}
        case list():
            return [_with_ids(entry) for entry in value]
        case _:
            return value


def values() -> dict[str, Any]:
    """Field, ``Class.field`` or class → its value."""
    found: dict[str, Any] = _data()["values"]
    return found


def time_of(type: str) -> str:
    """When the example of ``type`` happens."""
    times: dict[str, str] = _data()["times"]
    return times[max((start for start in times if type.startswith(start)), key=len)]


def left_out() -> frozenset[str]:
    """``Class.field`` of optional fields that would contradict the others."""
    return frozenset(_data()["left_out"]["fields"])


def way_to(thing: str, state: str | None) -> list[tuple[str, tuple[str, ...]]]:
    """The states on the way to ``state``, it first, each with the optional fields that have a value from it
    on."""
    way: list[tuple[str, tuple[str, ...]]] = []
    place = f"{thing}.{state}"
    while place in _data()["life"]:
        before, fields = _data()["life"][place]
        way.append((place, tuple(fields.split())))
        place = before
    return way


def fields_of_event(type: str) -> tuple[str, ...]:
    """The optional fields that an event has besides those of its state."""
    return tuple(_data()["by_event"].get(type, "").split())
