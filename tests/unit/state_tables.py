"""Looking at transition tables from outside: what the tests of every service share."""

from typing import Any

from shared.kernel.messages.base import Data
from shared.language.behaviour import StateTable


def all_pairs(table: StateTable[Any]) -> list[tuple[str, type[Data]]]:
    """Every (state, message) of a table, to be named by ``pair_name`` in ``parametrize``."""
    return list(table.pairs())


def pair_name(value: object) -> str:
    """A state, or the verb of a message's type, for the name of a test."""
    return value.type if isinstance(value, type) and issubclass(value, Data) else str(value)


def allowed_commands(table: StateTable[Any]) -> dict[str, set[type[Data]]]:
    """State → the commands that it allows at all."""
    return {state: set(table.commands_in(state)) for state in table.states}
