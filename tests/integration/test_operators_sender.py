"""What operators type in the admin container is sent by a user of the house's own, which hears no events."""

from dataclasses import replace
from pathlib import Path

from demo.townships import XIUSHAN, read_sample
from shared.client import open_client
from shared.client.amqp import amqp_wire
from shared.client.platform import new_command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts.directory import AddTownship
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import REGISTRY
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import import_partners
from tests.support.platform import Stand, running_platform

HOUSE_ALONE = Path(__file__).parents[2] / "deploy/partners/house.toml"
OPERATOR = Actor("operator-1", Role.OPERATOR)


async def test_who_hears_no_events_is_answered_as_operator_and_refused_as_anybody_else(
    guarded: Stand, guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]], tmp_path: Path
) -> None:
    node, _ = guarded_rabbitmq
    users = import_partners(node, HOUSE_ALONE, tmp_path)
    there = read_sample(XIUSHAN)
    code = "330922102"
    add = AddTownship(profile=there.profile, rules=there.rules, lists=there.lists)
    async with (
        running_platform(replace(guarded, partners=HOUSE_ALONE), "directory", story_clock=None),
        amqp_wire(users["partner-operator"], REGISTRY, passing_by=True) as wire,
        open_client(wire, event_patience=0.2) as client,
    ):
        taken = await client.ask(new_command(add, OPERATOR, code, "/youyue/cli"))
        assert not taken.type.endswith(".command.refused.v1"), taken.data
        office = new_command(add, Actor("office-1", Role.OFFICE), code, "/youyue/cli")
        refused = await client.ask(office)
        assert refused.data["code"] == "publisher_not_trusted"
