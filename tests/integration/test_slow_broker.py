"""A broker that answers slowly is asked all the same, and what is being read meanwhile goes on being read."""

import contextlib

import pytest
from yarl import URL

from shared.kernel.bus.delivery.delivery import Delivery, Done
from shared.kernel.bus.rabbit import transport as module
from shared.kernel.bus.rabbit.connection import TROUBLE
from shared.kernel.bus.rabbit.publisher import RabbitPublisher
from shared.kernel.bus.rabbit.transport import RabbitTransport
from shared.language.topology import TOPOLOGY
from tests.chaos.proxy import Proxy
from tests.servers.rabbitmq import RabbitMQNode

LAG = 0.03
"""Seconds that an answer takes there, and back."""


async def _handle(_delivery: Delivery) -> Done:
    return Done("seen")


async def _park(_delivery: Delivery, reason: str, _detail: str) -> None:
    raise AssertionError(reason)


async def test_a_question_given_up_at_whatever_moment_costs_no_connection(
    provisioned_rabbitmq: RabbitMQNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = URL(provisioned_rabbitmq.url())
    proxy = Proxy(url.port or 0)
    await proxy.start()
    publisher = RabbitPublisher(str(url), "test", 5.0)
    await publisher.start()
    transport = RabbitTransport("scheduling", TOPOLOGY, str(url.with_port(proxy.port)), 4, publisher)
    transport.subscribe(_handle, _park)
    given_up = 0
    try:
        await transport.start()
        for answers in range(10):
            proxy.lag = LAG
            monkeypatch.setattr(module, "_ASK_SECONDS", 2 * LAG * (answers + 0.5))
            try:
                await transport.queue_states()
            except TROUBLE:
                given_up += 1
            proxy.lag = 0.0
            monkeypatch.setattr(module, "_ASK_SECONDS", 5.0)
            with contextlib.suppress(*TROUBLE):
                await transport.queue_states()
        states = await transport.queue_states()
    finally:
        await transport.stop()
        await publisher.stop()
        await proxy.stop()
    assert given_up > 2
    assert proxy.accepted == 1
    assert {name: state.consumers for name, state in states.items()} == dict.fromkeys(transport.queues, 1)
