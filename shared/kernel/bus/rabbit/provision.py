"""Makes the topology on a developer's bare broker, by AMQP alone.

A client can set no policies, so what ``definitions.json`` says by policy becomes arguments here. A broker
that was set up from ``definitions.json`` is left as it is: its queues and exchanges carry no such arguments.
"""

from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import aio_pika
from aio_pika.abc import AbstractConnection
from aio_pika.exceptions import ChannelPreconditionFailed
from aiormq.exceptions import ChannelAccessRefused

from shared.kernel.bus.rabbit.definitions import QUEUE_ARGUMENTS, exchange_policy
from shared.kernel.messages.broker_objects import (
    Exchange,
    Queue,
)
from shared.kernel.messages.topology import (
    Topology,
)

Arguments = dict[str, Any]

_CONNECT_SECONDS = 10


class ProvisionError(Exception):
    """Something is in the way of the topology, or the user may not declare. The message says what to do."""


async def provision(url: str, topology: Topology) -> None:
    """Declare every exchange, queue and binding; what exists already is left alone.

    Raises ProvisionError, or aio-pika's error when the broker cannot be reached.
    """
    connection = await aio_pika.connect(url, timeout=_CONNECT_SECONDS)
    async with connection:
        for exchange in topology.exchanges:
            await _declare_exchange(connection, exchange)
        for queue in topology.queues:
            await _declare_queue(connection, queue)
        async with connection.channel() as channel:
            for link in topology.links:
                exchange_ = await channel.get_exchange(link.to, ensure=False)
                await exchange_.bind(link.source, link.key)
            for binding in topology.bindings:
                queue_ = await channel.get_queue(binding.queue, ensure=False)
                await queue_.bind(binding.exchange, binding.key)


async def _declare_exchange(connection: AbstractConnection, exchange: Exchange) -> None:
    async def declare(channel: aio_pika.abc.AbstractChannel, arguments: Arguments) -> object:
        return await channel.declare_exchange(exchange.name, exchange.kind, durable=True, arguments=arguments)

    await _declare(connection, f"exchange {exchange.name}", declare, {}, dict(exchange_policy(exchange)))


async def _declare_queue(connection: AbstractConnection, queue: Queue) -> None:
    async def declare(channel: aio_pika.abc.AbstractChannel, arguments: Arguments) -> object:
        return await channel.declare_queue(queue.name, durable=True, arguments=arguments)

    by_policy = {f"x-{name}": value for name, value in queue.policy}
    await _declare(connection, f"queue {queue.name}", declare, QUEUE_ARGUMENTS, by_policy)


async def _declare(
    connection: AbstractConnection,
    what: str,
    declare: Callable[[aio_pika.abc.AbstractChannel, Arguments], Awaitable[object]],
    plain: Mapping[str, Any],
    by_policy: Mapping[str, Any],
) -> None:
    """Declare with the policy as arguments; where that differs from what is there, accept the plain form."""
    refused: Exception | None = None
    for arguments in ({**plain, **by_policy}, dict(plain)):
        # The broker closes the channel of a refused declaration: each try has its own.
        try:
            async with connection.channel() as channel:
                await declare(channel, arguments)
        except ChannelPreconditionFailed as error:
            refused = error
        except ChannelAccessRefused as error:
            raise ProvisionError(
                f"此用户无权声明 {what}：换管理员，或加载 deploy/rabbitmq/definitions.json。\n"
                f"This user may not declare {what}: use an administrator, "
                "or load deploy/rabbitmq/definitions.json."
            ) from error
        else:
            return
    raise ProvisionError(
        f"{what} 已存在但参数不同：删除后重试，或换一个虚拟主机。\n"
        f"{what} exists with other arguments: delete it and try again, "
        f"or use another virtual host. ({refused})"
    ) from refused
