"""A partner's own queues on a real node: what comes to them, and how much a partner may take up."""

import asyncio
from contextlib import AsyncExitStack
from pathlib import Path

import aio_pika
import pytest
from aio_pika.abc import AbstractChannel
from aio_pika.exceptions import AMQPError
from aiormq.exceptions import ChannelPreconditionFailed

from shared.kernel.bus.access.users import LIMITS, SAMPLE_PARTNER
from shared.kernel.bus.delivery.reading import BODY_LIMIT
from shared.kernel.messages.topology import UNROUTED
from shared.language.contracts.registry import SERVICES, commands_of, public_events_of, timers_of
from tests.servers.rabbitmq import MAX_MESSAGE_SIZE, RabbitMQNode
from tests.support.broker import import_partners, purge
from tests.support.channels import PATIENCE, channel_of, next_message, publishing, url_of

HOTLINE = "partner-12345"
SUBMIT, DROP = "intake.submission.submit.v1", "intake.topic.drop.v1"
NEIGHBOURS = """
[partner-left]
sources = ["/left"]
commands = []
facts = ["partner-left.sample.taken.v1"]
townships = ["*"]
speaks_for = []

[partner-right]
sources = ["/right"]
commands = []
facts = ["partner-right.sample.taken.v1"]
townships = ["*"]
speaks_for = []

[partner-hearer]
sources = ["/hearer"]
commands = []
hears = ["partner-left.sample.taken.v1", "partner-right.sample.taken.v1"]
townships = ["*"]
speaks_for = []
"""


@pytest.fixture
def quiet(guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]]) -> RabbitMQNode:
    """The node with the project's topology and users, its queues empty."""
    node, _ = guarded_rabbitmq
    asyncio.run(purge(node.url()))
    return node


@pytest.mark.parametrize("service", SERVICES)
async def test_a_partner_sends_commands_and_hears_events_through_its_own_queue(
    quiet: RabbitMQNode, service: str
) -> None:
    command, event = commands_of(service)[0].type, public_events_of(service)[0].type
    async with channel_of(url_of(quiet, SAMPLE_PARTNER)) as channel:
        await publishing(f"{service}.commands", command, b"command")(channel)
        async with channel_of(url_of(quiet, service)) as own:
            await publishing(f"{service}.events", f"{event}.33.09.21.201", b"event")(own)
        assert await first_of(channel, f"{SAMPLE_PARTNER}.events") == b"event"
    assert (await next_message(quiet, f"{service}.inbox.commands")).body == b"command"


async def test_a_narrow_partner_hears_its_own_types_of_its_own_township(quiet: RabbitMQNode) -> None:
    """P11."""
    received, opened = "intake.submission.received.v1", "intake.topic.opened.v1"
    async with channel_of(url_of(quiet, "intake")) as intake:
        for key in (f"{opened}.33.09.21.201", f"{received}.33.09.21.202", f"{received}.33.09.21.201"):
            await publishing("intake.events", key, key.encode())(intake)
    async with channel_of(url_of(quiet, HOTLINE)) as channel:
        assert await first_of(channel, f"{HOTLINE}.events") == f"{received}.33.09.21.201".encode()


async def test_a_timer_is_heard_by_no_partner(quiet: RabbitMQNode) -> None:
    """P11: its wildcards mean public types."""
    timer, event = timers_of("intake")[0].type, public_events_of("intake")[0].type
    async with channel_of(url_of(quiet, "intake")) as intake:
        for type in (timer, event):
            await publishing("intake.events", f"{type}.33.09.21.201", type.encode())(intake)
    async with channel_of(url_of(quiet, SAMPLE_PARTNER)) as channel:
        assert await first_of(channel, f"{SAMPLE_PARTNER}.events") == event.encode()


async def test_a_narrow_partner_sends_what_its_entry_says(quiet: RabbitMQNode) -> None:
    async with channel_of(url_of(quiet, HOTLINE)) as channel:
        await publishing("intake.commands", SUBMIT, b"call", HOTLINE)(channel)
    command = await next_message(quiet, "intake.inbox.commands")
    assert (command.body, command.user_id) == (b"call", HOTLINE)


async def test_a_fact_reaches_who_may_hear_it_and_a_second_key_reaches_nobody(
    quiet: RabbitMQNode, tmp_path: Path
) -> None:
    """P07: a partner's ``CC`` and ``BCC`` are keys on its own exchange."""
    file = tmp_path / "partners.toml"
    file.write_text(NEIGHBOURS, "utf-8")
    import_partners(quiet, file, tmp_path)
    true, forged = "partner-left.sample.taken.v1", "partner-right.sample.taken.v1"
    async with channel_of(url_of(quiet, "partner-left")) as left:
        exchange = await left.get_exchange("partner-left.facts", ensure=False)
        for name in ("CC", "BCC"):
            await exchange.publish(aio_pika.Message(name.encode(), headers={name: [forged]}), true)
    async with channel_of(url_of(quiet, "partner-hearer")) as hearer:
        queues = {owner: f"partner-hearer.facts.{owner}" for owner in ("partner-left", "partner-right")}
        assert await first_of(hearer, queues["partner-left"]) == b"CC"
        forgeries = await hearer.get_queue(queues["partner-right"])
        assert forgeries.declaration_result.message_count == 0


async def test_a_second_key_of_a_command_reaches_no_other_queue(quiet: RabbitMQNode) -> None:
    """P07: the services look at the type of what comes, whatever its keys."""
    async with channel_of(url_of(quiet, HOTLINE)) as channel:
        exchange = await channel.get_exchange("intake.commands", ensure=False)
        message = aio_pika.Message(
            b"once", headers={"CC": [DROP, "intake.inbox.commands"], "BCC": ["unrouted"]}
        )
        await exchange.publish(message, SUBMIT)
    assert (await next_message(quiet, "intake.inbox.commands")).body == b"once"
    async with channel_of(quiet.url()) as channel:
        for queue in ("intake.inbox.commands", UNROUTED):
            declared = await channel.get_queue(queue)
            assert declared.declaration_result.message_count == 0


async def test_the_programs_of_a_partner_share_so_many_connections_and_channels(quiet: RabbitMQNode) -> None:
    """P09."""
    limits = dict(LIMITS)
    async with AsyncExitStack() as stack:
        for _ in range(limits["max-connections"]):
            await stack.enter_async_context(await aio_pika.connect(url_of(quiet, SAMPLE_PARTNER)))
        with pytest.raises(AMQPError):
            await aio_pika.connect(url_of(quiet, SAMPLE_PARTNER))
    async with (
        await aio_pika.connect(url_of(quiet, HOTLINE)) as one,
        await aio_pika.connect(url_of(quiet, HOTLINE)) as other,
    ):
        for number in range(limits["max-channels"]):
            await (one, other)[number % 2].channel()
        with pytest.raises(AMQPError):
            await other.channel()


async def test_a_message_larger_than_any_that_can_be_answered_is_not_taken(quiet: RabbitMQNode) -> None:
    """P09."""
    async with channel_of(url_of(quiet, HOTLINE)) as channel:
        with pytest.raises(ChannelPreconditionFailed, match="max size"):
            await publishing("intake.commands", SUBMIT, bytes(MAX_MESSAGE_SIZE + 1))(channel)
    assert MAX_MESSAGE_SIZE > BODY_LIMIT


async def first_of(channel: AbstractChannel, name: str) -> bytes:
    """Take the first message of a queue that one program reads at a time."""
    queue = await channel.get_queue(name, ensure=False)
    async with asyncio.timeout(PATIENCE), queue.iterator() as messages:
        found = await anext(messages)
        await found.ack()
    return found.body
