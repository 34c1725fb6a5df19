"""A broker that keeps the connection and confirms nothing does not keep a publisher from publishing."""

import asyncio
from collections.abc import AsyncIterator
from urllib.parse import urlsplit

import aio_pika
import pytest

from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from tests.chaos.proxy import Proxy
from tests.servers.rabbitmq import RabbitMQNode

EXCHANGE, KEY = "intake.commands", "intake.submission.submit.v1"
STUCK_AFTER = 0.5


@pytest.fixture
async def proxy(provisioned_rabbitmq: RabbitMQNode) -> AsyncIterator[Proxy]:
    proxy = Proxy(urlsplit(provisioned_rabbitmq.url()).port or 0)
    await proxy.start()
    yield proxy
    await proxy.stop()


def through(proxy: Proxy, node: RabbitMQNode) -> str:
    return node.url().replace(f":{proxy.target}/", f":{proxy.port}/")


async def publish(publisher: RabbitPublisher) -> None:
    await publisher.publish(EXCHANGE, KEY, aio_pika.Message(b"{}"))


async def test_a_publisher_whose_connection_confirms_nothing_takes_another(
    provisioned_rabbitmq: RabbitMQNode, proxy: Proxy
) -> None:
    publisher = RabbitPublisher(through(proxy, provisioned_rabbitmq), "test", 2.0, stuck_after=STUCK_AFTER)
    await publisher.start()
    await publish(publisher)
    proxy.swallow()

    waiting = [asyncio.create_task(publish(publisher)) for _ in range(3)]
    await asyncio.wait(waiting, timeout=2 * STUCK_AFTER)
    assert not any(task.done() for task in waiting)
    async with asyncio.timeout(2):
        await publish(publisher)

    assert publisher.blocked_for == 0
    ended = await asyncio.gather(*waiting, return_exceptions=True)
    assert all(isinstance(one, TimeoutError) for one in ended)
    await publisher.stop()


async def test_a_publisher_that_is_confirmed_keeps_its_connection(
    provisioned_rabbitmq: RabbitMQNode, proxy: Proxy
) -> None:
    publisher = RabbitPublisher(through(proxy, provisioned_rabbitmq), "test", 2.0, stuck_after=0.1)
    await publisher.start()
    for _ in range(5):
        await publish(publisher)
    assert proxy.accepted == 1
    await publisher.stop()
