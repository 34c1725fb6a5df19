"""contracts/transitions.json: which commands each state of each kind of thing takes at all, and from whom.

A frontend shows the right buttons by it; whether a command is carried out its owner decides, who knows more:
guards, conditions, facts.
"""

from typing import Any

from cli.documents.sources import tables_of
from shared.kernel.machine import ABSENT, Creation, StateTable, Transition
from shared.kernel.messages.base import Command
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES
from shared.language.named import named_by

Row = Creation[Any, Any, Any] | Transition[Any, Any, Any]
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
    rows: dict[str, list[Row]] = {}
    for row in table.transitions:
        if state in row.states and issubclass(row.on, Command):
            rows.setdefault(row.on.type, []).append(row)
    return {type: _command(said) for type, said in rows.items()}


def _command(rows: list[Row]) -> dict[str, Any]:
    """One command in one state, of all the rows that take it there."""
    allowed = {role for row in rows for role in row.by}
    roles = [role.value for role in Role if role in allowed]
    said = {"roles": roles, "by_person": allowed != {Role.SYSTEM.value}}
    named = {role: _named([row for row in rows if role in row.by], role) for role in roles}
    some = [{"role": role, "in": fields} for role, fields in named.items() if fields]
    return said | ({"named": some} if some else {})


def _named(rows: list[Row], role: str) -> list[str]:
    """The fields one of which names whoever of that role may send it; none: the thing need not name them."""
    fields = [_fields_of(row, role) for row in rows]
    return sorted({field for some in fields for field in some}) if all(fields) else []


def _fields_of(row: Row, role: str) -> tuple[str, ...]:
    found = {fields for guard in row.guards for of, fields in named_by(guard).items() if of == role}
    assert len(found) <= 1, f"{row.on.type}: two guards ask for {role} in different fields"
    return next(iter(found), ())
