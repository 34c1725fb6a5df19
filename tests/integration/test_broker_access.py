"""Each user of the broker, logged in on a real node: what it may do, and what it is refused."""

import asyncio

import pytest
from aio_pika.robust_channel import RobustChannel
from aiormq.exceptions import ChannelAccessRefused, ChannelPreconditionFailed, ConnectionClosed

from shared.kernel.bus.access.users import SAMPLE_PARTNER
from shared.kernel.bus.delivery.delivery import Delivery, Done
from shared.kernel.bus.rabbit.line import Line
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.bus.rabbit.transport import RabbitTransport
from shared.kernel.messages.topology import UNROUTED, parking_name
from shared.language.contracts.registry import SERVICES
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import purge
from tests.support.channels import (
    PATIENCE,
    binding,
    binding_exchange,
    channel_of,
    declaring_exchange,
    declaring_queue,
    next_message,
    publishing,
    reading,
    unbinding,
    url_of,
)

HOTLINE = "partner-12345"

REFUSING: dict[str, str | int] = {"x-max-length": 1, "x-overflow": "reject-publish"}
SUBMIT, DROP = "intake.submission.submit.v1", "intake.topic.drop.v1"


@pytest.fixture(scope="module")
def node(guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]]) -> RabbitMQNode:
    """The node with the project's topology and users."""
    node, _ = guarded_rabbitmq
    asyncio.run(purge(node.url()))
    return node


async def test_a_publisher_starts_also_if_the_broker_leaves_between_connection_and_channel(
    node: RabbitMQNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_line, left = Line.open, list[Line]()

    async def leaves_once(line: Line) -> None:
        if not left:
            left.append(line)
            raise ConnectionClosed(320, "CONNECTION_FORCED - broker forced connection closure")
        await open_line(line)

    monkeypatch.setattr(Line, "open", leaves_once)
    publisher, told = RabbitPublisher(url_of(node, "intake"), "test", PATIENCE), list[str | None]()
    await publisher.start(told.append)
    try:
        assert publisher.connected
        assert [bool(problem) for problem in told] == [False, True, False]
    finally:
        await publisher.stop()


async def _seen(delivery: Delivery) -> Done:
    return Done("seen")


async def _parks_nothing(delivery: Delivery, reason: str, detail: str) -> None:
    raise AssertionError(reason)


@pytest.mark.parametrize("service", CONSUMERS)
async def test_a_service_consumes_and_watches_all_its_queues_without_configuring_any(
    node: RabbitMQNode, service: str
) -> None:
    publisher = RabbitPublisher(url_of(node, service), "test", PATIENCE)
    await publisher.start()
    transport = RabbitTransport(service, TOPOLOGY, url_of(node, service), 4, publisher)
    transport.subscribe(_seen, _parks_nothing)
    try:
        await transport.start()
        states = await transport.queue_states()
        lost = await transport.lost()
    finally:
        await transport.stop()
        await publisher.stop()
    assert lost == []
    assert {name: state.consumers for name, state in states.items()} == dict.fromkeys(transport.queues, 1)


async def test_who_looks_while_the_connection_goes_away_for_good_is_told_that_nothing_is_read(
    node: RabbitMQNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The library then waits for a connection that never comes; whoever looks must go on looking."""
    publisher = RabbitPublisher(url_of(node, "intake"), "test", PATIENCE)
    await publisher.start()
    transport = RabbitTransport("intake", TOPOLOGY, url_of(node, "intake"), 4, publisher)
    transport.subscribe(_seen, _parks_nothing)
    try:
        await transport.start()
        with monkeypatch.context() as patched:
            patched.setattr("shared.kernel.bus.rabbit.transport._ASK_SECONDS", 0.2)
            patched.setattr(RobustChannel, "get_underlay_channel", lambda channel: asyncio.Event().wait())
            async with asyncio.timeout(PATIENCE):
                assert await transport.lost() == list(transport.queues)
        assert await transport.lost() == []
    finally:
        await transport.stop()
        await publisher.stop()


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
    "a partner declaring a queue": (SAMPLE_PARTNER, declaring_queue(f"{SAMPLE_PARTNER}.more")),
    "a partner declaring a queue that refuses what is published": (
        SAMPLE_PARTNER,
        declaring_queue(f"{SAMPLE_PARTNER}.spiteful", **REFUSING),
    ),
    "a partner declaring a queue whose dead letters are commands": (
        SAMPLE_PARTNER,
        declaring_queue(f"{SAMPLE_PARTNER}.dead", **{"x-dead-letter-exchange": "intake.commands"}),
    ),
    "a partner declaring a queue without a name": (SAMPLE_PARTNER, declaring_queue("")),
    "a partner declaring an exchange": (SAMPLE_PARTNER, declaring_exchange(f"{SAMPLE_PARTNER}.mine")),
    "a partner declaring an exchange that leads what it does not take to another's facts": (
        SAMPLE_PARTNER,
        declaring_exchange(f"{SAMPLE_PARTNER}.way", **{"alternate-exchange": f"{HOTLINE}.facts"}),
    ),
    "a partner binding its exchange to a stream": (
        SAMPLE_PARTNER,
        binding_exchange(f"{SAMPLE_PARTNER}.facts", "intake.events"),
    ),
    "a partner binding a stream to its exchange": (
        SAMPLE_PARTNER,
        binding_exchange("intake.commands", f"{SAMPLE_PARTNER}.facts"),
    ),
    "a partner binding its queue": (SAMPLE_PARTNER, binding(f"{SAMPLE_PARTNER}.events", "intake.events")),
    "a partner binding its queue to another's answers": (
        SAMPLE_PARTNER,
        binding(f"{SAMPLE_PARTNER}.answers", "answers", HOTLINE),
    ),
    "a partner unbinding its queue": (SAMPLE_PARTNER, unbinding(f"{SAMPLE_PARTNER}.events", "intake.events")),
    "a partner deleting its queue": (
        SAMPLE_PARTNER,
        lambda channel: channel.queue_delete(f"{SAMPLE_PARTNER}.events"),
    ),
    "a partner reading another's queue": (SAMPLE_PARTNER, reading(f"{HOTLINE}.events")),
    "a partner listening to commands": (
        SAMPLE_PARTNER,
        binding(f"{SAMPLE_PARTNER}.events", "intake.commands"),
    ),
    "a partner publishing straight to a queue": (SAMPLE_PARTNER, publishing("", f"{HOTLINE}.events")),
    "a partner sending a command that nobody knows": (
        SAMPLE_PARTNER,
        publishing("intake.commands", "intake.x.y.v1"),
    ),
    "a partner sending a command that has a line feed after it": (
        HOTLINE,
        publishing("intake.commands", f"{SUBMIT}\n"),
    ),
    "a partner publishing another's fact": (
        SAMPLE_PARTNER,
        publishing(f"{HOTLINE}.facts", "partner-12345.call.recorded.v1"),
    ),
    "a narrow partner sending another command": (HOTLINE, publishing("intake.commands", DROP)),
    "a narrow partner sending commands elsewhere": (
        HOTLINE,
        publishing("handling.commands", "handling.item.assign.v1"),
    ),
    "a narrow partner publishing a fact that is not registered": (
        HOTLINE,
        publishing(f"{HOTLINE}.facts", f"{HOTLINE}.x"),
    ),
}


@pytest.mark.parametrize("case", REFUSED)
async def test_the_broker_refuses(node: RabbitMQNode, case: str) -> None:
    user, attempt = REFUSED[case]
    async with channel_of(url_of(node, user)) as channel:
        with pytest.raises(ChannelAccessRefused):
            await attempt(channel)


@pytest.mark.parametrize(
    ("user", "claimed"), [(HOTLINE, SAMPLE_PARTNER), (HOTLINE, "intake"), ("handling", HOTLINE)]
)
async def test_nobody_publishes_in_another_user_s_name(node: RabbitMQNode, user: str, claimed: str) -> None:
    exchange, key = ("intake.commands", SUBMIT) if user == HOTLINE else ("handling.events", "handling.x.y.v1")
    async with channel_of(url_of(node, user)) as channel:
        with pytest.raises(ChannelPreconditionFailed, match="user_id"):
            await publishing(exchange, key, user_id=claimed)(channel)
