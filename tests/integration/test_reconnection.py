"""What a service does when the broker goes away under it: it waits, comes back, and loses nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager

import pytest

from shared.kernel.bus.delivery.delivery import Delivery, Done, Handle, Park, RetryLater
from shared.kernel.messages.topology import inbox_queue, parking_name
from shared.language.contracts import handling
from shared.language.topology import TOPOLOGY
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.platform import Platform, Stand, running_platform
from tests.support.readiness import not_ready, plan, projects, ready
from tests.support.waiting import until

COMMANDS = inbox_queue("handling", "commands")


@pytest.fixture
async def platform(over_rabbitmq: Stand) -> AsyncIterator[Platform]:
    async with running_platform(over_rabbitmq, "handling") as running:
        running.service("handling").watch.period = 0.1
        yield running


async def test_after_its_connections_were_closed_a_service_reads_on_with_its_prefetch(
    platform: Platform, provisioned_rabbitmq: RabbitMQNode
) -> None:
    asked = asyncio.create_task(plan(platform, 50))
    await asyncio.to_thread(provisioned_rabbitmq.ctl, "close_all_connections", "test")
    assert await asked == [handling.ProjectPlanned.type] * 50
    assert await projects(platform) == 50
    expected = [
        [queue, "16"] for queue in sorted((*TOPOLOGY.inbox_queues("handling"), parking_name("handling")))
    ]

    async def all_read() -> bool:
        said = await asyncio.to_thread(
            provisioned_rabbitmq.ctl, "list_consumers", "queue_name", "prefetch_count", "--no-table-headers"
        )
        return (
            sorted(line.split("\t") for line in said.splitlines() if line.startswith("handling.")) == expected
        )

    await until(all_read)
    await until(lambda: ready(platform))


async def test_a_channel_that_the_broker_closes_comes_back(platform: Platform) -> None:
    transport = platform.service("handling").watch.transport
    assert transport
    assert transport._connection
    (channel,) = (c for c in transport._connection._RobustConnection__channels if c._queues)  # type: ignore[attr-defined]
    underlay = await channel.get_underlay_channel()
    with pytest.raises(Exception, match="no queue"):
        await underlay.queue_declare("no such queue", passive=True)
    assert await plan(platform, 5) == [handling.ProjectPlanned.type] * 5
    await until(lambda: ready(platform))


async def test_a_consumer_that_the_library_does_not_bring_back_is_noticed_and_the_transport_started_anew(
    platform: Platform,
) -> None:
    watch = platform.service("handling").watch
    watch.reopen_after = 0.3
    assert watch.transport
    assert watch.transport._broker
    queue, tag = watch.transport._consumers[COMMANDS]
    await queue.cancel(tag)
    assert f"{COMMANDS} is not read" in await until(lambda: not_ready(platform))
    assert await plan(platform, 3) == [handling.ProjectPlanned.type] * 3
    await until(lambda: ready(platform))


async def test_while_an_alarm_blocks_publishers_events_are_kept_and_then_go_out(
    over_rabbitmq: Stand, provisioned_rabbitmq: RabbitMQNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.kernel.service.vitals.BLOCKED_SECONDS", 0.5)
    arrived, gate = asyncio.Event(), asyncio.Event()

    def held_until_the_alarm(handle: Handle) -> Handle:
        async def wait_and_handle(delivery: Delivery) -> Done | RetryLater | Park:
            arrived.set()
            await gate.wait()
            return await handle(delivery)

        return wait_and_handle

    async with running_platform(over_rabbitmq, "handling", faults=(held_until_the_alarm,)) as platform:
        platform.service("handling").watch.period = 0.1
        platform.service("handling").relay.publish_timeout = 1.0
        asked = asyncio.create_task(plan(platform, 3))
        await arrived.wait()
        with alarm(provisioned_rabbitmq):
            gate.set()
            assert "confirms nothing" in await until(lambda: not_ready(platform))
            assert (
                await platform.scalar(
                    "handling",
                    "SELECT count(*) FROM journal "
                    "WHERE sent_at IS NULL AND available_at IS NULL AND asker IS NULL",
                )
                == 3
            )
        assert await asked == [handling.ProjectPlanned.type] * 3
        await until(lambda: ready(platform))


@contextmanager
def alarm(node: RabbitMQNode) -> Iterator[None]:
    """A memory alarm: publishers are blocked while this lasts."""
    node.ctl("set_vm_memory_high_watermark", "absolute", "1MB")
    try:
        yield
    finally:
        node.ctl("set_vm_memory_high_watermark", "absolute", "512MB")


async def test_a_handler_that_does_not_end_in_time_is_cut_off_and_its_message_goes_back(
    over_rabbitmq: Stand,
) -> None:
    begun = asyncio.Event()
    handled: list[str] = []

    def endless_at_first(handle: Handle) -> Handle:
        async def wait_or_handle(delivery: Delivery) -> Done | RetryLater | Park:
            if not begun.is_set():
                begun.set()
                await asyncio.Event().wait()
            handled.append(delivery.queue)
            return await handle(delivery)

        return wait_or_handle

    async with running_platform(over_rabbitmq, "handling", faults=(endless_at_first,)) as platform:
        transport = platform.service("handling").watch.transport
        assert transport
        asked = asyncio.create_task(plan(platform, 1))
        await begun.wait()
        await transport.stop(patience=0.1)
        assert handled == []
        await transport.start()
        assert await asked == [handling.ProjectPlanned.type]


async def test_after_a_restart_of_the_broker_a_service_resumes_within_seconds(
    platform: Platform, provisioned_rabbitmq: RabbitMQNode
) -> None:
    await plan(platform, 5)
    await asyncio.to_thread(provisioned_rabbitmq.stop)
    assert "broker" in await until(lambda: not_ready(platform))
    await asyncio.to_thread(provisioned_rabbitmq.start)
    up = asyncio.get_running_loop().time()
    assert await plan(platform, 20) == [handling.ProjectPlanned.type] * 20
    await until(lambda: ready(platform))
    assert asyncio.get_running_loop().time() - up < 10
    assert await projects(platform) == 25
