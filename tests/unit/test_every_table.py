"""The tables of all services, beside each other."""

from importlib import import_module
from types import SimpleNamespace
from typing import Any

import pytest

from shared.kernel.messages.base import Command, Event
from shared.kernel.messages.envelope import SYSTEM
from shared.kernel.messages.errors import Refusal
from shared.kernel.service.own_commands import OWN_COMMANDS
from shared.kernel.service.service import Service
from shared.kernel.store.kind import Kind
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, commands_of
from tests.support.world import LAW, at
from tests.unit.table_checks import reachable, shadowed

SITUATION = LAW.situation(at("2026-09-07 09:00"), SYSTEM, "new", None)


def service(name: str) -> Service:
    part: Service = import_module(f"services.{name}.app").SERVICE
    return part


KINDS = [
    pytest.param(name, kind, id=f"{name}-{kind.name}") for name in SERVICES for kind in service(name).kinds
]


@pytest.mark.parametrize(("owner", "kind"), KINDS)
def test_every_state_of_a_thing_can_be_reached(owner: str, kind: Kind[Any]) -> None:
    assert reachable(kind.behaviour) == set(kind.behaviour.states)


@pytest.mark.parametrize(("owner", "kind"), KINDS)
def test_no_row_stands_behind_one_that_takes_everything(owner: str, kind: Kind[Any]) -> None:
    assert shadowed(kind.behaviour) == []


@pytest.mark.parametrize(("owner", "kind"), KINDS)
def test_a_thing_publishes_events_of_its_own_service_that_carry_it(owner: str, kind: Kind[Any]) -> None:
    for row in kind.behaviour.transitions:
        assert row.emits.owner() == owner
        assert kind.name in row.emits.model_fields


@pytest.mark.parametrize(("owner", "kind"), KINDS)
def test_people_give_commands_and_the_system_tells_events(owner: str, kind: Kind[Any]) -> None:
    for row in kind.behaviour.transitions:
        assert issubclass(row.on, Command | Event)
        assert (Role.SYSTEM in row.by) is issubclass(row.on, Event), row.on.type


@pytest.mark.parametrize(("owner", "kind"), KINDS)
def test_a_command_that_a_final_state_does_not_take_is_refused_for_good(owner: str, kind: Kind[Any]) -> None:
    table = kind.behaviour
    commands = [message for message in table.messages() if issubclass(message, Command)]
    for state in table.states:
        final = any(state in one.states for one in table.finals)
        for command in commands:
            if command not in table.commands_in(state):
                thing: Any = SimpleNamespace(state=state)
                refused = table.decide(thing, command.model_construct(), SITUATION)
                assert isinstance(refused, Refusal)
                assert (refused.code, refused.final) == ("wrong_state", final)


@pytest.mark.parametrize("name", SERVICES)
def test_every_command_of_a_service_is_handled(name: str) -> None:
    commands = {command for command in commands_of(name) if not issubclass(command, OWN_COMMANDS)}

    assert commands <= set(service(name).handlers)
