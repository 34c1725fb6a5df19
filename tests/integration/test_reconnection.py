"""What a service does when the broker or the database goes away under it: it waits, comes back, and loses nothing."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import structlog

from shared.contracts import handling
from shared.contracts.base import Role
from shared.contracts.envelope import Actor
from shared.embedded import EmbeddedPostgres
from shared.messaging.delivery import Delivery, Done
from shared.messaging.in_process import Handle
from shared.messaging.recoverability import Park, RetryLater
from shared.messaging.topology import inbox_queue, inbox_queues, parking_name
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.door import Door
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
COMMANDS = inbox_queue("handling", "commands")


@pytest.fixture
async def platform(over_rabbitmq: Stand) -> AsyncIterator[Platform]:
    async with running_platform(over_rabbitmq, "handling") as running:
        running.service("handling").watch.period = 0.1
        yield running


async def ready(platform: Platform) -> bool:
    return not platform.service("handling").problems()


async def not_ready(platform: Platform) -> str:
    return "; ".join(platform.service("handling").problems())


async def projects(platform: Platform) -> int:
    return int(await platform.scalar("handling", "SELECT count(*) FROM project"))


async def plan(platform: Platform, count: int) -> list[str]:
    """Tell so many commands side by side; the types of their answers."""
    return [answer.type for answer in await asyncio.gather(*(platform.tell(PLAN, OFFICE) for _ in range(count)))]


async def test_after_its_connections_were_closed_a_service_reads_on_with_its_prefetch(
    platform: Platform, provisioned_rabbitmq: RabbitMQNode
) -> None:
    asked = asyncio.create_task(plan(platform, 50))
    await asyncio.to_thread(provisioned_rabbitmq.ctl, "close_all_connections", "test")
    assert await asked == [handling.ProjectPlanned.type] * 50
    assert await projects(platform) == 50
    expected = [[queue, "16"] for queue in sorted((*inbox_queues("handling"), parking_name("handling")))]

    async def all_read() -> bool:
        said = await asyncio.to_thread(
            provisioned_rabbitmq.ctl, "list_consumers", "queue_name", "prefetch_count", "--no-table-headers"
        )
        return sorted(line.split("\t") for line in said.splitlines() if line.startswith("handling.")) == expected

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
    reader: Any = next(s for s in watch.transport._broker.subscribers if s.queue.name == COMMANDS)  # type: ignore[attr-defined]
    await reader._queue_obj.cancel(reader._consumer_tag)
    assert f"{COMMANDS} is not read" in await until(lambda: not_ready(platform))
    assert await plan(platform, 3) == [handling.ProjectPlanned.type] * 3
    await until(lambda: ready(platform))


async def test_while_an_alarm_blocks_publishers_events_are_kept_and_then_go_out(
    over_rabbitmq: Stand, provisioned_rabbitmq: RabbitMQNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("shared.vitals.BLOCKED_SECONDS", 0.5)
    arrived, gate = asyncio.Event(), asyncio.Event()

    def held_until_the_alarm(handle: Handle) -> Handle:
        async def wait_and_handle(delivery: Delivery) -> Done | RetryLater | Park:
            arrived.set()
            await gate.wait()
            return await handle(delivery)

        return wait_and_handle

    async with running_platform(over_rabbitmq, "handling", disturb=held_until_the_alarm) as platform:
        platform.service("handling").watch.period = 0.1
        platform.service("handling").relay.publish_timeout = 1.0
        asked = asyncio.create_task(plan(platform, 3))
        await arrived.wait()
        with alarm(provisioned_rabbitmq):
            gate.set()
            assert "confirms nothing" in await until(lambda: not_ready(platform))
            assert await platform.scalar("handling", "SELECT count(*) FROM journal WHERE sent_at IS NULL") == 3
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


async def test_the_log_says_once_that_a_service_is_not_ready_and_once_that_it_is_again(
    over_rabbitmq: Stand,
) -> None:
    async with Door(over_rabbitmq.database_url) as door:
        await door.open()
        async with running_platform(Stand(door.url, over_rabbitmq.broker_url), "handling") as platform:
            watch = platform.service("handling").watch
            watch.period = 0.05
            with structlog.testing.capture_logs() as lines:
                await door.close()
                await until(lambda: not_ready(platform))
                looked = watch.vitals.taken_at

                async def looked_again() -> bool:
                    return watch.vitals.taken_at > looked + 0.3

                await until(looked_again)
                await door.open()
                await until(lambda: ready(platform))
                again = watch.vitals.taken_at

                async def told() -> bool:
                    return watch.vitals.taken_at > again

                await until(told)
    said = [line["event"] for line in lines if line["event"] in ("not_ready", "ready_again")]
    assert said == ["not_ready", "ready_again"]


async def test_sessions_that_the_database_ended_cost_no_message_its_attempt(
    platform: Platform, database_template: EmbeddedPostgres
) -> None:
    await plan(platform, 40)  # the pool is full of sessions
    await asyncio.to_thread(
        database_template.execute,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'youyue-handling'",
    )
    assert await plan(platform, 40) == [handling.ProjectPlanned.type] * 40
    assert await projects(platform) == 80
    assert await platform.scalar("handling", "SELECT count(*) FROM parked_messages") == 0
    await until(lambda: ready(platform))


async def test_while_the_database_is_away_messages_wait_and_spend_no_attempt(
    over_rabbitmq: Stand, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Door(over_rabbitmq.database_url) as door:
        await door.open()
        async with running_platform(Stand(door.url, over_rabbitmq.broker_url), "handling") as platform:
            platform.service("handling").watch.period = 0.1
            await plan(platform, 20)
            await door.close()
            asked = asyncio.create_task(plan(platform, 40))
            assert "database" in await until(lambda: not_ready(platform))
            await asyncio.sleep(1.5)  # longer than all retry tiers of the test together
            assert not asked.done()
            await door.open()
            assert await asked == [handling.ProjectPlanned.type] * 40
            assert await projects(platform) == 60
            assert await platform.scalar("handling", "SELECT count(*) FROM parked_messages") == 0
            await until(lambda: ready(platform))


async def test_while_the_database_is_away_for_long_the_queues_are_left_and_read_again_afterwards(
    over_rabbitmq: Stand,
) -> None:
    async with Door(over_rabbitmq.database_url) as door:
        await door.open()
        async with running_platform(Stand(door.url, over_rabbitmq.broker_url), "handling") as platform:
            watch = platform.service("handling").watch
            watch.period, watch.pause_after, watch.reopen_after = 0.1, 0.3, 0.5
            await door.close()
            asked = asyncio.create_task(plan(platform, 5))

            async def left() -> bool:
                return "queues are not read" in await not_ready(platform)

            await until(left)
            await door.open()
            assert await asked == [handling.ProjectPlanned.type] * 5
            await until(lambda: ready(platform))


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

    async with running_platform(over_rabbitmq, "handling", disturb=endless_at_first) as platform:
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
