"""Publishing: raw and by the relay in turn, the same bytes into the same quorum queue, with confirms."""

from contextlib import AsyncExitStack
from pathlib import Path

from benchmarks.quick.children import child
from benchmarks.quick.handling import Rates
from benchmarks.quick.servers import Servers

_ROWS = 3000


async def measure(servers: Servers, folder: Path, rounds: int) -> Rates:
    """Messages a second of each in each round; a round before is not counted."""
    rates: Rates = {"publish": [], "relay": []}
    async with AsyncExitStack() as stack:
        broker, log = servers.publishing_broker, folder / "publishing.log"
        raw = await stack.enter_async_context(
            child(log, "benchmarks.quick.raw_publishing", broker, str(_ROWS))
        )
        relay = await stack.enter_async_context(
            child(log, "benchmarks.quick.relaying", servers.ours, broker, str(_ROWS))
        )
        for number in range(rounds + 1):
            await relay.do(0)
            for name, process, action in (("publish", raw, 0), ("relay", relay, 1)):
                rate = float(await process.do(action))
                if number:
                    rates[name].append(rate)
                    print(f"  round {number}: {name:8} {rate:6.0f} messages/s", flush=True)
    return rates
