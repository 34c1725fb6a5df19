"""contracts/transitions.json: which commands each state of each kind of thing takes at all, and from whom.

A frontend shows the right buttons by it; whether a command is carried out its owner decides, who knows more:
guards, conditions, facts.
"""

from typing import Any

from cli.documents.sources import tables_of
from shared.kernel.machine import ABSENT, StateTable
from shared.kernel.messages.base import Command
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES

NEW = "new"
"""The state of a thing that is not there yet; no table has a state of that name."""


def transitions() -> dict[str, dict[str, Any]]:
    """Kind → its service, and state → command → the roles that may send it, and whether a person does."""
    return {
        table.thing: {"service": service, "states": _states(table)}
        for service in SERVICES
        for table in tables_of(service)
    }


def senders_by_state() -> dict[str, dict[str, tuple[str, ...]]]:
    """``kind.state`` → command → roles: the same as a promise."""
    return {
        f"{kind}.{state}": {command: tuple(said["roles"]) for command, said in commands.items()}
        for kind, told in transitions().items()
        for state, commands in told["states"].items()
    }


def _states(table: StateTable[Any]) -> dict[str, dict[str, Any]]:
    assert NEW not in table.states
    return {NEW if state == ABSENT else state: _commands(table, state) for state in (ABSENT, *table.states)}


def _commands(table: StateTable[Any], state: str) -> dict[str, Any]:
    roles: dict[str, set[str]] = {}
    for row in table.transitions:
        if state in row.states and issubclass(row.on, Command):
            roles.setdefault(row.on.type, set()).update(row.by)
    return {
        type: {
            "roles": [role.value for role in Role if role in allowed],
            "by_person": allowed != {Role.SYSTEM.value},
        }
        for type, allowed in roles.items()
    }
