"""Answering: how long a partner waits for the event that answers its command, at a steady rate, the relay
included.

The partner is a program of its own kind: aio-pika and JSON, a queue of its own, nothing of the platform's
client.
"""

import asyncio
import json
from pathlib import Path
from time import perf_counter

import aio_pika

from benchmarks.quick.children import child
from benchmarks.quick.messages import submission
from benchmarks.quick.servers import Servers
from shared.language.contracts.intake import SubmissionReceived

_PER_SECOND = 50
_WARM_UP = 50
_COMMANDS = 300


async def measure(servers: Servers, folder: Path) -> list[float]:
    """Milliseconds from publishing to the answer, of each command after the warm-up."""
    async with child(folder / "serving.log", "benchmarks.quick.serving", servers.ours, servers.broker):
        connection = await aio_pika.connect(servers.broker)
        async with connection, connection.channel() as channel:
            return (await _ask(channel))[_WARM_UP:]


async def _ask(channel: aio_pika.abc.AbstractChannel) -> list[float]:
    answers = await channel.declare_queue(exclusive=True)
    await answers.bind("intake.events", "intake.#")
    commands = await channel.get_exchange("intake.commands")
    asked: dict[str, float] = {}
    waited: dict[str, float] = {}
    all_answered = asyncio.Event()

    async def hear(message: aio_pika.abc.AbstractIncomingMessage) -> None:
        await message.ack()
        event = json.loads(message.body)
        cause = event.get("causationid")
        if cause in asked and cause not in waited:
            assert event["type"] == SubmissionReceived.type, event
            waited[cause] = (perf_counter() - asked[cause]) * 1000
            if len(waited) == _WARM_UP + _COMMANDS:
                all_answered.set()

    async def ask(body: bytes, type: str, id: str) -> None:
        asked[id] = perf_counter()
        await commands.publish(aio_pika.Message(body, delivery_mode=aio_pika.DeliveryMode.PERSISTENT), type)

    await answers.consume(hear)
    begun = perf_counter()
    async with asyncio.TaskGroup() as group:
        for number in range(_WARM_UP + _COMMANDS):
            command = submission(number, "/benchmark/answering")
            await asyncio.sleep(max(0.0, begun + number / _PER_SECOND - perf_counter()))
            group.create_task(ask(command.to_json(), command.type, command.id))
    async with asyncio.timeout(30):
        await all_answered.wait()
    return [waited[id] for id in asked]
