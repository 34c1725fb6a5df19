"""What somebody who is logged in to the broker may try to do there."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from tests.servers.rabbitmq import RabbitMQNode
from tests.support.waiting import until

PATIENCE = 10.0


Attempt = Callable[[AbstractChannel], Awaitable[object]]


def url_of(node: RabbitMQNode, user: str) -> str:
    return node.url(user, f"secret-{user}")


@asynccontextmanager
async def channel_of(url: str) -> AsyncIterator[AbstractChannel]:
    connection = await aio_pika.connect(url)
    async with connection:
        channel = await connection.channel(publisher_confirms=True, on_return_raises=True)
        yield channel


def publishing(
    exchange: str, key: str = "nobody.asked.v1", body: bytes = b"{}", user_id: str | None = None
) -> Attempt:
    async def publish(channel: AbstractChannel) -> object:
        target = await channel.get_exchange(exchange, ensure=False)
        return await target.publish(aio_pika.Message(body, user_id=user_id), key)

    return publish


def declaring_queue(name: str, **arguments: str | int) -> Attempt:
    return lambda channel: channel.declare_queue(name, durable=True, arguments=dict(arguments))


def declaring_exchange(name: str, **arguments: str) -> Attempt:
    return lambda channel: channel.declare_exchange(name, "topic", durable=True, arguments=dict(arguments))


def reading(queue: str) -> Attempt:
    async def read(channel: AbstractChannel) -> object:
        return await (await channel.get_queue(queue, ensure=False)).get(fail=False)

    return read


def deleting(queue: str) -> Attempt:
    return lambda channel: channel.queue_delete(queue)


def binding(queue: str, exchange: str, key: str = "#") -> Attempt:
    async def bind(channel: AbstractChannel) -> object:
        return await (await channel.get_queue(queue, ensure=False)).bind(exchange, key)

    return bind


def unbinding(queue: str, exchange: str, key: str = "#") -> Attempt:
    async def unbind(channel: AbstractChannel) -> object:
        return await (await channel.get_queue(queue, ensure=False)).unbind(exchange, key)

    return unbind


def binding_exchange(target: str, source: str, key: str = "#") -> Attempt:
    async def bind(channel: AbstractChannel) -> object:
        return await (await channel.get_exchange(target, ensure=False)).bind(source, key)

    return bind


async def next_message(node: RabbitMQNode, queue: str) -> AbstractIncomingMessage:
    """Take one message as the administrator; waits for it."""
    async with channel_of(node.url()) as channel:
        source = await channel.get_queue(queue, ensure=False)
        found = await until(lambda: source.get(no_ack=True, fail=False), PATIENCE)
        assert found
        return found
