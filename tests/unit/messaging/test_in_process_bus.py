"""The in-process transport: same topology, confirmed only when handled."""

import asyncio
import json

import pytest

from shared.kernel.bus.delivery.delivery import Delivery, Done, Park, RetryLater
from shared.kernel.bus.in_process.in_process import InProcessBus, NotConfirmed, Unroutable
from shared.language.topology import TOPOLOGY

TYPE = "handling.project.plan.v1"
QUEUE = "handling.inbox.commands"
BODY = json.dumps({"any": "thing"}).encode()


class Consumer:
    """Gives the verdicts it was made with, one a delivery, and remembers what came."""

    def __init__(self, *verdicts: Done | RetryLater | Park) -> None:
        self.verdicts = list(verdicts)
        self.deliveries: list[Delivery] = []
        self.parked: list[str] = []

    async def handle(self, delivery: Delivery) -> Done | RetryLater | Park:
        self.deliveries.append(delivery)
        return self.verdicts.pop(0) if self.verdicts else Done("done")

    async def park(self, delivery: Delivery, reason: str, detail: str) -> None:
        self.parked.append(reason)


async def test_a_publish_is_confirmed_when_the_consumer_has_finished() -> None:
    bus, consumer = InProcessBus(TOPOLOGY), Consumer()
    bus.consume(QUEUE, consumer.handle, consumer.park)
    await bus.publish_command(TYPE, BODY)
    assert [d.body for d in consumer.deliveries] == [BODY]


async def test_a_type_that_no_service_takes_is_unroutable() -> None:
    with pytest.raises(Unroutable):
        await InProcessBus(TOPOLOGY).publish_command("handling.project.explode.v1", BODY)


async def test_a_queue_that_nobody_reads_confirms_nothing() -> None:
    with pytest.raises(NotConfirmed):
        await InProcessBus(TOPOLOGY).publish_command(TYPE, BODY)


async def test_a_failed_message_is_not_confirmed_and_counts_its_attempts() -> None:
    bus, consumer = (
        InProcessBus(TOPOLOGY, tiers={"10s": 0, "1m": 0, "10m": 0}),
        Consumer(RetryLater("10s"), RetryLater("1m")),
    )
    bus.consume(QUEUE, consumer.handle, consumer.park)
    for _ in range(2):
        with pytest.raises(NotConfirmed):
            await bus.publish_command(TYPE, BODY)
    await bus.publish_command(TYPE, BODY)
    assert [d.attempts for d in consumer.deliveries] == [0, 1, 2]


async def test_a_message_that_waits_for_its_next_attempt_does_not_reach_the_consumer() -> None:
    bus, consumer = (
        InProcessBus(TOPOLOGY, tiers={"10s": 60, "1m": 60, "10m": 60}),
        Consumer(RetryLater("10s")),
    )
    bus.consume(QUEUE, consumer.handle, consumer.park)
    for _ in range(3):
        with pytest.raises(NotConfirmed):
            await bus.publish_command(TYPE, BODY)
    assert len(consumer.deliveries) == 1


async def test_a_parked_message_is_kept_and_confirmed() -> None:
    bus, consumer = InProcessBus(TOPOLOGY), Consumer(Park("not_json", ""))
    bus.consume(QUEUE, consumer.handle, consumer.park)
    await bus.publish_command(TYPE, b"rubbish")
    assert consumer.parked == ["not_json"]


async def test_no_more_than_the_prefetch_is_handled_at_a_time() -> None:
    bus, running, most = InProcessBus(TOPOLOGY, prefetch=3), 0, 0

    async def handle(delivery: Delivery) -> Done:
        nonlocal running, most
        running += 1
        most = max(most, running)
        await asyncio.sleep(0)
        running -= 1
        return Done("done")

    bus.consume(QUEUE, handle, Consumer().park)
    await asyncio.gather(*(bus.publish_command(TYPE, b"%d" % n) for n in range(20)))
    assert most == 3
