"""Messages to handling as they come over a wire, and what becomes of them."""

import json
from typing import Any

import aio_pika

from shared.kernel.bus.in_process.in_process import NotConfirmed
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.messages.ids import new_message_id
from shared.kernel.messages.topology import commands_exchange
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from tests.support.platform import TOWNSHIP, Platform
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)


HEAD = Actor("head-1", Role.HEAD)


PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")


async def send_raw(platform: Platform, body: bytes, type: str = PLAN.type) -> None:
    """Send bytes that no client of ours would send."""
    publisher = platform.service("handling").publisher
    if publisher:
        await publisher.publish(commands_exchange("handling"), type, aio_pika.Message(body))
    else:
        await platform.client.wire.send(type, body)


async def send_unnamed(platform: Platform, body: bytes, type: str = PLAN.type) -> None:
    """Send bytes of which nobody knows who sent them, so that nobody can be answered."""
    running = platform.service("handling")
    if running.bus:
        return await running.bus.publish_command(type, body, "")
    connection = await aio_pika.connect(str(running.settings.broker_url))
    async with connection, connection.channel() as channel:
        exchange = await channel.get_exchange(commands_exchange("handling"), ensure=False)
        await exchange.publish(aio_pika.Message(body), type)


async def parked(platform: Platform, count: int) -> list[tuple[str, str]]:
    """(reason, queue) of what is parked, once there are ``count``."""

    async def enough() -> list[Any]:
        rows = await platform.rows("handling", "SELECT reason, queue FROM parked_messages ORDER BY position")
        return rows if len(rows) >= count else []

    return [tuple(row) for row in await until(enough)]


def envelope(**changes: Any) -> dict[str, Any]:
    """A valid command as JSON, with changes; None takes a field out."""
    valid: dict[str, Any] = {
        "specversion": "1.0",
        "id": new_message_id(),
        "source": "/tests/partner",
        "type": PLAN.type,
        "time": "2026-09-01T00:00:00Z",
        "township": TOWNSHIP,
        "actorid": "office-1",
        "actorrole": "office",
        "data": PLAN.model_dump(mode="json"),
    }
    return {name: value for name, value in {**valid, **changes}.items() if value is not None}


async def publish_event(platform: Platform, message: Envelope) -> None:
    """Publish as another service would, until it is confirmed."""
    running = platform.service("handling")
    publisher = running.publisher or running.bus
    assert publisher

    async def confirmed() -> bool:
        try:
            await publisher.publish_event(message)
        except NotConfirmed:
            return False
        return True

    await until(confirmed)


def command(id: str) -> bytes:
    """A command of that id, as it is sent."""
    return json.dumps(envelope(id=id)).encode()
