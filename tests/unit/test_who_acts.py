"""Every command of every service is refused to whoever is not who they say, before anything is looked up."""

from collections.abc import Iterator
from importlib import import_module
from typing import Any

import pytest

from cli.documents.samples import example_of
from shared.kernel.journal.act import carry
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Message
from shared.kernel.service.own_commands import OWN_COMMANDS
from shared.kernel.service.service import Service
from shared.language.calendar import at_local
from shared.language.contracts.directory import SEATED
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import SERVICES, commands_of
from tests.support.people import LAW_HERE, LAW_THERE, TODAY, impostors, somebody
from tests.support.world import World

NOON = at_local(TODAY, 12)


def service_named(name: str) -> Service:
    part: Service = import_module(f"services.{name}.app").SERVICE
    return part


def roles_of(service: Service, command: type[Command]) -> set[str]:
    """Those who may give it, by its tables and errands."""
    rows = (row for kind in service.kinds for row in kind.behaviour.transitions if row.on is command)
    errands = (errand for errand in service.errands if errand.on is command)
    return {role for part in (*rows, *errands) for role in part.by}


def given() -> Iterator[Any]:
    for name in SERVICES:
        for command in commands_of(name):
            if not issubclass(command, OWN_COMMANDS):
                for role in SEATED:
                    if role in roles_of(service_named(name), command):
                        yield pytest.param(name, command, role, id=f"{command.type}-{role}")


GIVEN = list(given())


def sample(command: type[Command]) -> Command:
    return command.model_validate(example_of(command)["data"])


def test_every_command_is_somebodys() -> None:
    """Commands that nobody could give would be missing below."""
    commands = {command for name in SERVICES for command in commands_of(name)}
    unheard = {
        command.type
        for command in commands
        if not issubclass(command, OWN_COMMANDS) and not roles_of(service_named(command.owner()), command)
    }
    assert unheard == set()


@pytest.mark.parametrize(("name", "command", "role"), GIVEN)
def test_a_command_is_refused_to_whoever_is_not_who_they_say(
    name: str, command: type[Command], role: Role
) -> None:
    world = World(service=service_named(name), law=LAW_HERE)
    message = sample(command)
    for actor, code in impostors(role).items():
        assert world.refused(NOON, actor, message) == code, actor
    assert (world.things, world.rows, world.events) == ({}, [], [])


@pytest.mark.parametrize(("name", "command", "role"), GIVEN)
async def test_a_command_of_the_right_one_reaches_its_use_case(
    name: str, command: type[Command], role: Role
) -> None:
    reached: list[Actor] = []

    async def use_case(message: Message[Any], work: Any) -> None:
        reached.append(message.envelope.actor)

    here, there = somebody(role), somebody(role, "elsewhere")
    for law, actor in ((LAW_HERE, here), (LAW_THERE, there)):
        world = World(service=service_named(name), law=law)
        assert await carry(use_case, world.work(NOON, actor, sample(command))) is None
    assert [actor.id for actor in reached] == [here.id, there.id]
