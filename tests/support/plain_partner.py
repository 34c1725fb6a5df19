"""A partner that knows AMQP and JSON and nothing of our code: it publishes bytes and reads its queues."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import aio_pika
from aio_pika.abc import AbstractChannel, AbstractIncomingMessage

from tests.support.waiting import until

SUBMIT = "intake.submission.submit.v1"


@dataclass
class PlainPartner:
    """``answers`` and ``rejects``: the data of what has come, in order of arrival."""

    user: str
    channel: AbstractChannel
    answers: list[dict[str, Any]] = field(default_factory=list)
    rejects: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)

    async def publish(
        self,
        body: bytes,
        key: str = SUBMIT,
        headers: Mapping[str, Any] | None = None,
        *,
        named: bool = True,
    ) -> None:
        """Send bytes; ``named``: with the property by which the broker vouches for the user."""
        message = aio_pika.Message(
            body,
            delivery_mode=aio_pika.DeliveryMode.PERSISTENT,
            user_id=self.user if named else None,
            headers=dict(headers or {}),
        )
        exchange = await self.channel.get_exchange(f"{key.split('.')[0]}.commands", ensure=False)
        await exchange.publish(message, key)

    async def send(self, command: Mapping[str, Any]) -> None:
        """Send a command to the exchange of its service."""
        await self.publish(json.dumps(command).encode(), command["type"])

    async def answer(self, command: Mapping[str, Any], number: int = 1) -> dict[str, Any]:
        """The ``number``-th answer to that command, by its source and id."""

        async def come() -> list[dict[str, Any]]:
            mine = [
                said
                for said in self.answers
                if (said["command_source"], said["command_id"]) == (command["source"], command["id"])
            ]
            return mine[number - 1 : number]

        return (await until(come))[0]

    async def ask(self, command: Mapping[str, Any]) -> dict[str, Any]:
        """Send it; its first answer."""
        await self.send(command)
        return await self.answer(command)

    async def rejected(self, number: int = 1) -> dict[str, Any]:
        """The ``number``-th answer to something without an id."""

        async def come() -> list[dict[str, Any]]:
            return self.rejects[number - 1 : number]

        return (await until(come))[0]

    async def read(self, queue: str, into: list[dict[str, Any]]) -> None:
        """Take what is in the queue already away, then note what comes."""
        source = await self.channel.get_queue(f"{self.user}.{queue}", ensure=False)
        await source.purge()

        async def note(message: AbstractIncomingMessage) -> None:
            self.bodies.append(message.body)
            into.append(json.loads(message.body)["data"])
            await message.ack()

        await source.consume(note)


@asynccontextmanager
async def plain_partner(url: str, user: str) -> AsyncIterator[PlainPartner]:
    """Log in as ``user`` and read its two queues."""
    connection = await aio_pika.connect(url)
    async with connection:
        channel = await connection.channel(publisher_confirms=True)
        partner = PlainPartner(user, channel)
        await asyncio.gather(
            partner.read("answers", partner.answers), partner.read("rejects", partner.rejects)
        )
        yield partner
