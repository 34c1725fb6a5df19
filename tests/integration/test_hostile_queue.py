"""Case P01 on a real broker: a queue that takes nothing is bound to a whole stream, and hurts nobody else."""

import asyncio
import json
from collections import Counter, defaultdict
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from statistics import quantiles
from time import perf_counter
from typing import Any

import aio_pika
import pytest
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from shared.client.platform import new_command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from tests.support.broker import delete_queue
from tests.support.channels import channel_of
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.waiting import until

CITIZEN = Actor("citizen-1", Role.CITIZEN)
STREAM, COMMANDS, HOSTILE = "intake.events", "intake.commands", "partner-demo.spiteful"
PER_SECOND, CALM, LOAD = 40, 120, 300
PAUSES = (4.0,)
"""Seconds: more retries a second than in earnest."""
_UNSENT = "SELECT count(*) FROM journal WHERE sent_at IS NULL AND available_at IS NULL"


@dataclass
class Bystander:
    """A partner that asks and listens, on a queue of its own."""

    channel: AbstractChannel
    asked: dict[str, float] = field(default_factory=dict)
    waited: dict[str, float] = field(default_factory=dict)
    copies: Counter[str] = field(default_factory=Counter)
    sequences: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    """Of each thing's events, as they came for the first time."""

    async def hear(self, message: AbstractIncomingMessage) -> None:
        await message.ack()
        said = json.loads(message.body)
        cause = said.get("causationid")
        if cause in self.asked and cause not in self.waited:
            self.waited[cause] = perf_counter() - self.asked[cause]
        self.copies[said["id"]] += 1
        if self.copies[said["id"]] == 1 and "sequence" in said:
            self.sequences[said["subject"]].append(int(said["sequence"]))

    async def ask(self, number: int) -> float:
        """Raise so many matters at a steady rate; the p99 of the seconds until each was answered."""
        commands = await self.channel.get_exchange(COMMANDS, ensure=False)
        begun, ids = perf_counter(), []
        for n in range(number):
            text = f"第{n}号路灯不亮，晚上看不清路。"
            command = new_command(
                intake.SubmitSubmission(text=text, channel="phone", village="V01"), CITIZEN, TOWNSHIP, "/t"
            )
            await asyncio.sleep(max(0.0, begun + n / PER_SECOND - perf_counter()))
            self.asked[command.id] = perf_counter()
            ids.append(command.id)
            await commands.publish(aio_pika.Message(command.to_json()), command.type)

        async def all_answered() -> bool:
            return all(id in self.waited for id in ids)

        await until(all_answered, 30)
        return quantiles((self.waited[id] for id in ids), n=100)[-1]


@asynccontextmanager
async def bystander(url: str) -> AsyncIterator[Bystander]:
    async with channel_of(url) as channel:
        queue = await channel.declare_queue(exclusive=True)
        await queue.bind(STREAM, "#")
        listening = Bystander(channel)
        await queue.consume(listening.hear)
        yield listening


@pytest.fixture
async def platform(over_rabbitmq: Stand) -> AsyncIterator[Platform]:
    async with running_platform(over_rabbitmq, "intake", story_clock=None) as running:
        running.service("intake").relay.pauses = PAUSES
        yield running


@pytest.mark.parametrize("kind", ["classic", "quorum"])
async def test_a_queue_that_takes_nothing_neither_holds_up_nor_repeats_what_others_hear(
    platform: Platform, over_rabbitmq: Stand, kind: str, record_property: Callable[[str, object], None]
) -> None:
    assert over_rabbitmq.broker_url
    service = platform.service("intake")
    async with bystander(over_rabbitmq.broker_url) as hearing:
        await hearing.ask(20)
        calm = await hearing.ask(CALM)
        arguments: dict[str, Any] = {"x-queue-type": kind, "x-max-length": 1, "x-overflow": "reject-publish"}
        queue = await hearing.channel.declare_queue(HOSTILE, durable=True, arguments=arguments)
        await queue.bind(STREAM, "#")
        try:
            hurt = await hearing.ask(LOAD)
            record_property("p99_calm_and_hurt_ms", (round(calm * 1000), round(hurt * 1000)))
            assert not service.problems()
            await until(lambda: nothing(platform, f"{_UNSENT} AND waits_until IS NULL"))
            ledger = (await service.watch.look()).ledger
            assert ledger
            refused = {(one.exchange, one.type): one.count for one in ledger.refused}
            assert refused[STREAM, intake.SubmissionReceived.type] >= 0.9 * LOAD
            attempts = await platform.scalar("intake", "SELECT max(failures) FROM journal")
        finally:
            await delete_queue(over_rabbitmq.broker_url, HOSTILE)

        await until(lambda: nothing(platform, _UNSENT), 30)
        # Timers have no public face: the service tells them itself alone.
        told = "SELECT id FROM journal WHERE sent_at IS NOT NULL AND public IS DISTINCT FROM ''"
        sent = {id for (id,) in await platform.rows("intake", told)}
        await until(lambda: all_heard(sent, hearing))
        assert max(hearing.copies.values()) <= attempts + 2
        assert all(numbers == sorted(numbers) for numbers in hearing.sequences.values())


async def nothing(platform: Platform, count: str) -> bool:
    return not await platform.scalar("intake", count)


async def all_heard(ids: set[str], hearing: Bystander) -> bool:
    return ids <= set(hearing.copies)
