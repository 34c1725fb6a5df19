"""Each user of the broker, logged in on a real node: what it may do, and what it is refused."""

import asyncio

import pytest
from aiormq.exceptions import ChannelAccessRefused, ChannelPreconditionFailed

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from shared.kernel.bus.delivery.delivery import Delivery, Done
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.bus.rabbit.transport import RabbitTransport
from shared.kernel.messages.topology import PARTNER_EVENTS, UNROUTED, parking_name
from shared.language.contracts.registry import SERVICES, commands_of
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import purge
from tests.support.channels import (
    PATIENCE,
    binding,
    channel_of,
    declaring_queue,
    next_message,
    publishing,
    reading,
    url_of,
)

HOTLINE = "partner-12345"


SUBMIT, DROP = "intake.submission.submit.v1", "intake.topic.drop.v1"


@pytest.fixture(scope="module")
def node(guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]]) -> RabbitMQNode:
    """The node with the project's topology and users."""
    node, _ = guarded_rabbitmq
    asyncio.run(purge(node.url()))
    return node


@pytest.mark.parametrize("service", CONSUMERS)
async def test_a_service_consumes_and_watches_all_its_queues_without_configuring_any(
    node: RabbitMQNode, service: str
) -> None:
    async def handle(delivery: Delivery) -> Done:
        return Done("seen")

    async def park(delivery: Delivery, reason: str, detail: str) -> None:
        raise AssertionError(reason)

    publisher = RabbitPublisher(url_of(node, service), "test", PATIENCE)
    await publisher.start()
    transport = RabbitTransport(service, TOPOLOGY, url_of(node, service), 4, publisher)
    transport.subscribe(handle, park)
    try:
        await transport.start()
        states = await transport.queue_states()
        lost = await transport.lost()
    finally:
        await transport.stop()
        await publisher.stop()
    assert lost == []
    assert {name: state.consumers for name, state in states.items()} == dict.fromkeys(transport.queues, 1)


@pytest.mark.parametrize("service", SERVICES)
async def test_what_a_service_publishes_and_nobody_subscribed_to_is_kept(
    node: RabbitMQNode, service: str
) -> None:
    async with channel_of(url_of(node, service)) as channel:
        await publishing(f"{service}.events", body=service.encode())(channel)
    assert (await next_message(node, UNROUTED)).body == service.encode()


@pytest.mark.parametrize("service", CONSUMERS)
async def test_a_delayed_copy_comes_back_to_its_queue_and_a_rejected_one_is_parked(
    node: RabbitMQNode, service: str
) -> None:
    queue = TOPOLOGY.inbox_queues(service)[0]
    async with channel_of(url_of(node, service)) as channel:
        await publishing(f"{service}.retry.10s", queue, b"again")(channel)
        messages = (await channel.get_queue(queue, ensure=False)).iterator()
        async with asyncio.timeout(PATIENCE), messages:
            returned = await anext(messages)
            assert returned.body == b"again"
            await returned.reject(requeue=False)
    assert (await next_message(node, parking_name(service))).body == b"again"


REFUSED = {
    "a service publishing to another's stream": ("intake", publishing("handling.events")),
    "a service sending commands": ("intake", publishing("handling.commands")),
    "a service parking for another": ("intake", publishing("handling.parking")),
    "a service publishing straight to a queue": ("intake", publishing("", "handling.inbox.commands")),
    "a service reading another's inbox": ("intake", reading("handling.inbox.commands")),
    "a service declaring a queue": ("intake", declaring_queue("intake.inbox.more")),
    "a service binding its inbox to more": ("intake", binding("intake.inbox.commands", "handling.events")),
    "the console publishing to a stream": ("console", publishing("intake.events")),
    "a partner publishing to a stream": (SAMPLE_PARTNER, publishing("intake.events")),
    "a partner parking": (SAMPLE_PARTNER, publishing("intake.parking")),
    "a partner reading an inbox": (SAMPLE_PARTNER, reading("intake.inbox.commands")),
    "a partner reading what was parked": (SAMPLE_PARTNER, reading("intake.parking")),
    "a partner declaring a queue under a foreign name": (
        SAMPLE_PARTNER,
        declaring_queue("partner-other.heard"),
    ),
    "a partner listening to commands": (SAMPLE_PARTNER, binding("partner-demo.heard", "intake.commands")),
    "a partner listening to other partners": (SAMPLE_PARTNER, binding("partner-demo.heard", PARTNER_EVENTS)),
    "a partner sending a command that nobody knows": (
        SAMPLE_PARTNER,
        publishing("intake.commands", "intake.x.y.v1"),
    ),
    "a partner publishing another's fact": (
        SAMPLE_PARTNER,
        publishing(PARTNER_EVENTS, "partner-12345.call.recorded.v1"),
    ),
    "a narrow partner sending another command": (HOTLINE, publishing("intake.commands", DROP)),
    "a narrow partner sending commands elsewhere": (
        HOTLINE,
        publishing("handling.commands", "handling.item.assign.v1"),
    ),
    "a narrow partner publishing a fact that is not registered": (
        HOTLINE,
        publishing(PARTNER_EVENTS, f"{HOTLINE}.x"),
    ),
    "a narrow partner listening to a whole stream": (HOTLINE, binding(f"{HOTLINE}.heard", "intake.events")),
    "a narrow partner listening to other events": (
        HOTLINE,
        binding(f"{HOTLINE}.heard", "intake.events", "intake.topic.opened.v1"),
    ),
    "a narrow partner listening to another stream": (HOTLINE, binding(f"{HOTLINE}.heard", "handling.events")),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_the_broker_refuses(node: RabbitMQNode, case: str) -> None:
    user, attempt = REFUSED[case]
    for partner in (SAMPLE_PARTNER, HOTLINE):
        async with channel_of(url_of(node, partner)) as channel:
            await declaring_queue(f"{partner}.heard")(channel)
    async with channel_of(url_of(node, user)) as channel:
        with pytest.raises(ChannelAccessRefused):
            await attempt(channel)


@pytest.mark.parametrize("service", SERVICES)
async def test_a_partner_sends_commands_and_hears_events_through_its_own_queue(
    node: RabbitMQNode, service: str
) -> None:
    async with channel_of(url_of(node, SAMPLE_PARTNER)) as channel:
        queue = await channel.declare_queue("partner-demo.stream", durable=True)
        await queue.bind(f"{service}.events", f"{service}.#")
        await publishing(f"{service}.commands", commands_of(service)[0].type, b"command")(channel)
        async with channel_of(url_of(node, service)) as own:
            await publishing(f"{service}.events", f"{service}.thing.done.v1", b"event")(own)
        async with asyncio.timeout(PATIENCE), queue.iterator() as messages:
            heard = await anext(messages)
            await heard.ack()
        await queue.delete(if_empty=False, if_unused=False)
    assert heard.body == b"event"
    assert (await next_message(node, f"{service}.inbox.commands")).body == b"command"


async def test_a_narrow_partner_does_what_its_entry_says(node: RabbitMQNode) -> None:
    fact = f"{HOTLINE}.call.recorded.v1"
    async with channel_of(url_of(node, HOTLINE)) as channel:
        queue = await channel.declare_queue(f"{HOTLINE}.narrow", durable=True, exclusive=True)
        await queue.bind("intake.events", "intake.submission.received.v1")
        await publishing("intake.commands", SUBMIT, b"call", HOTLINE)(channel)
        await publishing(PARTNER_EVENTS, fact, b"fact", HOTLINE)(channel)
    command = await next_message(node, "intake.inbox.commands")
    assert (command.body, command.user_id) == (b"call", HOTLINE)
    assert (await next_message(node, UNROUTED)).body == b"fact"


@pytest.mark.parametrize(
    ("user", "claimed"), [(HOTLINE, SAMPLE_PARTNER), (HOTLINE, "intake"), ("handling", HOTLINE)]
)
async def test_nobody_publishes_in_another_user_s_name(node: RabbitMQNode, user: str, claimed: str) -> None:
    exchange, key = ("intake.commands", SUBMIT) if user == HOTLINE else ("handling.events", "handling.x.y.v1")
    async with channel_of(url_of(node, user)) as channel:
        with pytest.raises(ChannelPreconditionFailed, match="user_id"):
            await publishing(exchange, key, user_id=claimed)(channel)
