"""What does it cost to ask who may act? The same service with and without the directory, in turn.

``python -m benchmarks.quick.asked``; the last line is one of JSON.
"""

import asyncio
import json
import tempfile
from contextlib import AsyncExitStack
from pathlib import Path
from statistics import median

import aio_pika

from benchmarks.quick.handling import Contender, Rates, ours
from benchmarks.quick.messages import plan
from benchmarks.quick.servers import Servers, servers
from shared.kernel.service.logging import configure_logging

_ROUNDS, _MESSAGES = 12, 1500
_WAYS = {"asked": "", "unasked": "unasked"}


async def measure(where: Servers, folder: Path) -> Rates:
    """Commands a second of each in each round, each beginning every other one; the first is not counted."""
    async with AsyncExitStack() as stack:
        connection = await stack.enter_async_context(await aio_pika.connect(where.broker))
        channel = await connection.channel()
        contenders: list[Contender] = [
            await stack.enter_async_context(
                ours(where, folder, channel, name, "handling", "project", _MESSAGES, plan, asking)
            )
            for name, asking in _WAYS.items()
        ]
        rates: Rates = {name: [] for name in _WAYS}
        for number in range(_ROUNDS + 1):
            for contender in contenders if number % 2 else reversed(contenders):
                rate = await contender.round(number * len(_WAYS) + contenders.index(contender), _MESSAGES)
                if number:
                    rates[contender.name].append(rate)
        return rates


def main() -> None:
    """On servers of its own, in a folder that is removed."""
    configure_logging("WARNING", "people")
    with tempfile.TemporaryDirectory(prefix="youyue-bench-") as name, servers(Path(name)) as where:
        rates = asyncio.run(measure(where, Path(name)))
    pairs = [asked / unasked for asked, unasked in zip(*rates.values(), strict=True)]
    said = {name: round(median(each)) for name, each in rates.items()}
    print(json.dumps({"asked_vs_unasked": round(median(pairs), 3), **said}))


if __name__ == "__main__":
    main()
