"""How long until a process that was disturbed handles again.

Measured from the fault's end (the process was started again or continued, the server takes connections again,
the wire carries again) until the process has finished a delivery, by its own counter; or, when nothing waits
for it, until it is ready.
"""

import asyncio
import re
from collections.abc import Iterable

import aio_pika
import httpx
from aio_pika.exceptions import AMQPError

from tests.chaos.instances import Instance, is_ready
from tests.chaos.servers import Servers
from tests.chaos.soundness import waiting

_HANDLED = re.compile(r"^youyue_deliveries_total\{.*\} (\S+)$", re.MULTILINE)
_RUNNING = re.compile(r"^youyue_handlers_running\{.*\} (\S+)$", re.MULTILINE)
_PAUSE = 0.2
_LOOK_EVERY = 10
"""Pauses between two looks into the queues."""


async def handled(client: httpx.AsyncClient, instance: Instance) -> float | None:
    """How many deliveries the process has finished since its start; None: it does not answer."""
    return await _sum_of(client, instance, _HANDLED)


async def at_work(client: httpx.AsyncClient, instance: Instance) -> bool:
    """Whether it is in the middle of a delivery now."""
    return bool(await _sum_of(client, instance, _RUNNING))


async def _sum_of(client: httpx.AsyncClient, instance: Instance, pattern: re.Pattern[str]) -> float | None:
    try:
        answer = await client.get(f"{instance.url}/ops/{instance.service}/metrics")
    except httpx.TransportError:
        return None
    return sum(map(float, pattern.findall(answer.text)))


async def all_handle_again(
    client: httpx.AsyncClient, servers: Servers, affected: Iterable[tuple[Instance, float]]
) -> None:
    """Return when each has handled more than the number beside it, or has nothing to do and is ready."""
    await asyncio.gather(
        *(_handles_again(client, servers, instance, before) for instance, before in affected)
    )


async def _handles_again(
    client: httpx.AsyncClient, servers: Servers, instance: Instance, before: float
) -> None:
    looks = 0
    while True:
        if (count := await handled(client, instance)) is not None and count > before:
            return
        looks += 1
        if looks % _LOOK_EVERY == 0 and await _has_nothing_to_do(client, servers, instance):
            return
        await asyncio.sleep(_PAUSE)


async def _has_nothing_to_do(client: httpx.AsyncClient, servers: Servers, instance: Instance) -> bool:
    try:
        depth = [
            count async for queue, count in waiting(servers) if queue.startswith(f"{instance.service}.inbox.")
        ]
    except (AMQPError, OSError, TimeoutError, RuntimeError, aio_pika.exceptions.AMQPException):
        return False
    return not any(depth) and await is_ready(client, instance)
