"""Setting up a broker: what is there already, what is in the way, and who may not."""

import asyncio

import pytest

from shared.kernel.bus.rabbit.provision import ProvisionError, provision
from shared.kernel.messages.topology import UNROUTED
from shared.language.topology import TOPOLOGY
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import purge
from tests.support.channels import (
    PATIENCE,
    channel_of,
    publishing,
    url_of,
)


@pytest.fixture(scope="module")
def node(guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]]) -> RabbitMQNode:
    """The node with the project's topology and users."""
    node, _ = guarded_rabbitmq
    asyncio.run(purge(node.url()))
    return node


async def test_a_broker_set_up_by_definitions_needs_no_provisioning(node: RabbitMQNode) -> None:
    await provision(node.url(), TOPOLOGY)
    await provision(node.url(), TOPOLOGY)


async def test_provisioning_says_what_is_in_the_way(node: RabbitMQNode) -> None:
    node.ctl("add_vhost", "occupied")
    node.ctl("set_permissions", "-p", "occupied", "youyue", ".*", ".*", ".*")
    url = node.url(virtual_host="occupied")
    async with channel_of(url) as channel:
        await channel.declare_queue("intake.parking", durable=True, arguments={"x-queue-type": "classic"})
    with pytest.raises(ProvisionError, match=r"queue intake\.parking exists with other arguments"):
        await provision(url, TOPOLOGY)


async def test_provisioning_a_bare_broker_gives_it_the_policies_as_arguments(node: RabbitMQNode) -> None:
    node.ctl("add_vhost", "bare")
    node.ctl("set_permissions", "-p", "bare", "youyue", ".*", ".*", ".*")
    url = node.url(virtual_host="bare")
    await provision(url, TOPOLOGY)
    await provision(url, TOPOLOGY)
    async with channel_of(url) as channel:
        await publishing("intake.events", body=b"unknown")(channel)
        await publishing("intake.commands", "intake.submission.submit.v1", b"bad")(channel)
        for queue, body in (
            (UNROUTED, b"unknown"),
            ("intake.inbox.commands", b"bad"),
            ("intake.parking", b"bad"),
        ):
            async with (
                asyncio.timeout(PATIENCE),
                (await channel.get_queue(queue, ensure=False)).iterator() as messages,
            ):
                message = await anext(messages)
                await message.reject(requeue=False)
            assert message.body == body


async def test_a_user_without_the_right_to_declare_is_told_what_to_do(node: RabbitMQNode) -> None:
    with pytest.raises(ProvisionError, match=r"load deploy/rabbitmq/definitions\.json"):
        await provision(url_of(node, "intake"), TOPOLOGY)
