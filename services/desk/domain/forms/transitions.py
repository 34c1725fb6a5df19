"""Which commands a state takes from whom, as every service has published it of its tables.

The desk shows no other buttons by it; the owner of the thing decides, who knows more.
"""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from shared.kernel.messages.base import Command
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import TYPES

NEW = "new"
"""The state of a thing that is not there yet."""
_NO_STAFF = (Role.CITIZEN, Role.AGENT, Role.OPERATOR, Role.SYSTEM)
STAFF = tuple(role for role in Role if role not in _NO_STAFF)
"""The roles of those who sign in here: they hold a post in the township."""
ERRANDS: Mapping[str, tuple[Role, ...]] = {
    "intake.raiser.bar.v1": (Role.OFFICE,),
    "evaluation.figures.publish.v1": (Role.OFFICE,),
}
"""Commands that move no thing, and who gives them."""


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = json.loads(files(__package__).joinpath("transitions.json").read_text("utf-8"))
    return told


def kinds() -> tuple[str, ...]:
    """The kinds of things that there are."""
    return tuple(_told())


def states_of(kind: str) -> tuple[str, ...]:
    """The states of a kind, without that of what is not there."""
    return tuple(state for state in _told()[kind]["states"] if state != NEW)


def taken(kind: str, state: str, role: str) -> list[str]:
    """The types of the commands that a thing of that kind takes in that state from that role."""
    commands: dict[str, Any] = _told()[kind]["states"].get(state, {})
    return [type for type, said in commands.items() if role in said["roles"]]


def naming(kind: str, state: str, type: str, role: str) -> tuple[str, ...]:
    """The fields of the thing one of which names whoever of that role may send the command; none: it need not
    name them."""
    commands: dict[str, Any] = _told()[kind]["states"].get(state, {})
    return next((tuple(said["in"]) for said in commands[type].get("named", ()) if said["role"] == role), ())


@cache
def roles_of(type: str) -> frozenset[str]:
    """The staff roles that may give that command in some state."""
    if type in ERRANDS:
        return frozenset(ERRANDS[type])
    return frozenset(
        role
        for told in _told().values()
        for commands in told["states"].values()
        if type in commands
        for role in commands[type]["roles"]
        if role in STAFF
    )


def made_by(role: str) -> Iterator[str]:
    """The types of the commands by which that role makes a new thing, or runs an errand."""
    for kind in kinds():
        yield from taken(kind, NEW, role)
    yield from (type for type, roles in ERRANDS.items() if role in roles)


@cache
def commands_of_staff() -> Mapping[str, type[Command]]:
    """Every command that somebody with a post may give."""
    found = {type: cls for type, cls in TYPES.items() if issubclass(cls, Command) and roles_of(type)}
    return MappingProxyType(found)
