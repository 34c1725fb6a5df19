"""After the whole story all of it is sent again: nothing is decided twice, and who lost everything has it
back."""

import asyncio
from typing import Any

import pytest

from demo.player import Player
from demo.steps import load_story
from shared.kernel.bus.replay import Replay, replay_in_process
from shared.kernel.journal.history import sent_events
from shared.kernel.messages.topology import inbox_queue
from shared.language.contracts.registry import SERVICES
from shared.language.topology import CONSUMERS, SUBSCRIPTIONS, TOPOLOGY
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.tables import contents

STORY = load_story()


async def everything(platform: Platform) -> dict[str, dict[str, list[Any]]]:
    return {service: await contents(platform, service, "inbox") for service in CONSUMERS}


async def replay_all(platform: Platform, batch: str, *consumers: str) -> int:
    """Every stream to every inbox of these consumers that hears it."""

    async def one(consumer: str, producer: str) -> int:
        running = platform.service(producer)
        assert running.bus
        replay = Replay(service=producer, to=inbox_queue(consumer, producer), batch=batch)
        events = sent_events(running.engine, running.service.journal, replay.past(TOPOLOGY))
        return await replay_in_process(running.bus, replay, events)

    streams = [one(consumer, producer) for consumer in consumers for producer in SUBSCRIPTIONS[consumer]]
    return sum(await asyncio.gather(*streams))


@pytest.mark.slow
@pytest.mark.timeout(300)
async def test_a_replay_of_everything_to_everybody_changes_nothing_and_a_wiped_console_gets_all_of_it_back(
    in_process: Stand,
) -> None:
    async with running_platform(in_process, *CONSUMERS, story_clock=STORY.steps[0].at) as platform:
        for service in CONSUMERS:
            async with platform.service(service).engine.begin() as connection:
                # The copies with which tests begin: here they come from directory, like all others.
                await connection.exec_driver_sql("DELETE FROM known")
        await Player(STORY, platform.client, platform.accounts, TOWNSHIP, events=platform.events).play()
        before = await everything(platform)
        assert all(before[service]["journal"] for service in SERVICES)
        first = await replay_all(platform, "first", *CONSUMERS)
        assert first > 1000
        assert await replay_all(platform, "second", *CONSUMERS) == first
        assert await everything(platform) == before

        async with platform.service("console").engine.begin() as connection:
            await connection.exec_driver_sql("TRUNCATE known, timeline")
        await replay_all(platform, "third", "console")
        assert await everything(platform) == before
