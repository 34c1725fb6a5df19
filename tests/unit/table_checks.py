"""What must hold for every transition table, whatever it is about."""

from collections.abc import Callable
from typing import Any

from shared.kernel.machine import ABSENT, Creation, Decision, Moved, StateTable, Transition
from shared.kernel.messages.base import Command, Data
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.envelope import Role

Change = Creation[Any, Any, Any] | Transition[Any, Any, Any]
Decide = Callable[[Role], Decision[Any]]
"""What the table says to one sample of a state and a message, by role."""


def rows_for(table: StateTable[Any], state: str, message: type[Data]) -> tuple[Change, ...]:
    """The rows of a pair."""
    return tuple(row for row in table.transitions if state in row.states and row.on is message)


def check_pair(table: StateTable[Any], state: str, message: type[Data], decide: Decide) -> None:
    """A command is heard only in the states that allow it and only from who may give it; events are never
    refused."""
    rows = rows_for(table, state, message)
    heard = {role for row in rows for role in row.by}
    for role in Role:
        decision = decide(role)
        refused = decision.code if isinstance(decision, Refusal) else None
        if not issubclass(message, Command):
            assert refused is None
        elif not rows:
            assert refused == "wrong_state"
        elif role not in heard:
            assert refused == "wrong_role"
        else:
            assert refused != "wrong_state"
        if isinstance(decision, Moved):
            assert decision.after.state in {row.to or state for row in rows}


def reachable(table: StateTable[Any]) -> set[str]:
    """The states that rows lead to from nothing."""
    found: set[str] = set()
    ahead = {ABSENT}
    while ahead:
        state = ahead.pop()
        found.add(state)
        ahead |= {row.to for row in table.transitions if state in row.states and row.to} - found
    return found - {ABSENT}


def shadowed(table: StateTable[Any]) -> list[tuple[str, str]]:
    """(state, message type) of entries that can never be taken, because one without a condition stands before
    them."""
    settled: set[tuple[str, type[Data]]] = set()
    lost = []
    for entry in table.all():
        for state in entry.states:
            if (state, entry.on) in settled:
                lost.append((state, entry.on.type))
            if entry.when is None:
                settled.add((state, entry.on))
    return lost
