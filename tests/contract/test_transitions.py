"""contracts/transitions.json says what the tables say."""

import json
from pathlib import Path
from typing import Any

import pytest

from cli.documents.sources import tables_of
from cli.documents.transitions import NEW
from shared.kernel.machine import ABSENT, StateTable
from shared.kernel.messages.base import Command
from shared.language.contracts.registry import SERVICES

ROOT = Path(__file__).parents[2]
TOLD = json.loads((ROOT / "contracts/transitions.json").read_text("utf-8"))
TABLES = [table for service in SERVICES for table in tables_of(service)]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.thing)
def test_a_state_lists_the_commands_that_the_table_takes_in_it_and_no_other(table: StateTable[Any]) -> None:
    states = TOLD[table.thing]["states"]
    assert set(states) == {NEW, *table.states}
    for state in (ABSENT, *table.states):
        taken = {message.type for message in table.commands_in(state)}
        assert set(states[NEW if state == ABSENT else state]) == taken


def test_a_role_is_listed_in_a_state_if_a_row_of_that_state_lets_it() -> None:
    for table in TABLES:
        for row in table.transitions:
            for state in row.states if issubclass(row.on, Command) else ():
                listed = TOLD[table.thing]["states"][NEW if state == ABSENT else state][row.on.type]
                assert set(row.by) <= set(listed["roles"])


NAMING = {
    kind: told
    for kind, told in TOLD.items()
    if any("named" in said for commands in told["states"].values() for said in commands.values())
}


@pytest.mark.parametrize("kind", NAMING)
def test_whom_a_thing_names_it_names_in_a_field_of_its_own_and_their_role_may_send_the_command(
    kind: str,
) -> None:
    snapshot = ROOT / f"contracts/{NAMING[kind]['service']}/shapes/{kind.title()}Snapshot.json"
    fields = json.loads(snapshot.read_text("utf-8"))["properties"]
    for commands in NAMING[kind]["states"].values():
        for said in commands.values():
            for named in said.get("named", ()):
                assert named["role"] in said["roles"]
                assert set(named["in"]) <= set(fields)


def test_every_kind_of_which_somebody_in_particular_answers_for_a_thing_says_who() -> None:
    assert set(NAMING) == {"submission", "topic", "meeting", "visit", "item", "promise", "project", "ballot"}
