"""What a service does when the database goes away under it: it waits, comes back, and loses nothing."""

import asyncio
from collections.abc import AsyncIterator

import pytest
import structlog

from shared.embedded import EmbeddedPostgres
from shared.language.contracts import handling
from tests.support.door import Door
from tests.support.platform import Platform, Stand, running_platform
from tests.support.readiness import not_ready, plan, projects, ready
from tests.support.waiting import until


@pytest.fixture
async def platform(over_rabbitmq: Stand) -> AsyncIterator[Platform]:
    async with running_platform(over_rabbitmq, "handling") as running:
        running.service("handling").watch.period = 0.1
        yield running


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
