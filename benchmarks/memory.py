"""Does the embedded mode keep its memory? ``make bench-memory MESSAGES=100000``

Submissions go through all services in one process; a message is one delivery to one consumer. Resident memory
is read after a warm-up of a tenth and at the end. The last line is JSON.
"""

import asyncio
import json
import sys
import tempfile
import time
from pathlib import Path

from cli.process import Process
from cli.services import schema_of
from demo.sample import sample
from shared.client.platform import new_command
from shared.embedded import EmbeddedPostgres
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.envelope import Actor
from shared.kernel.service.health import flow_of
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import settings_for
from shared.kernel.store.migrations import migrate
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmitSubmission
from shared.language.topology import CONSUMERS, TOPOLOGY

_AT_ONCE = 16
_LOOK_AGAIN = 0.5
"""Seconds."""
_CITIZEN = Actor("citizen:benchmark", Role.CITIZEN)


def resident_megabytes() -> float:
    """Resident memory of this process."""
    status = Path("/proc/self/status").read_text("ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def submit(bus: InProcessBus, count: int) -> None:
    """Send that many submissions, some at a time."""
    left = iter(range(count))

    async def worker() -> None:
        for number in left:
            command = SubmitSubmission(text=f"第{number}件：村口的路灯坏了，请修一下。", channel="online")
            envelope = new_command(command, _CITIZEN, sample().township_id, "/benchmarks/memory")
            await bus.publish_command(envelope.type, envelope.to_json())

    await asyncio.gather(*(worker() for _ in range(_AT_ONCE)))


async def drained(process: Process) -> None:
    """Wait until nothing is unsent."""
    while True:
        if not sum([(await flow_of(running))["unsent"] for running in process.services]):
            return
        await asyncio.sleep(_LOOK_AGAIN)


async def measure(url: str, messages: int) -> dict[str, float]:
    """Start everything, warm up, send the rest."""
    bus = InProcessBus(TOPOLOGY)
    process = Process(CONSUMERS, lambda service: settings_for(service, database_url=url), bus)
    per_submission = 1 + len(TOPOLOGY.heard_by("intake.submission.received.v1"))
    try:
        await process.start()
        await submit(bus, messages // 10 // per_submission)
        await drained(process)
        before, started = resident_megabytes(), time.perf_counter()
        await submit(bus, (messages - messages // 10) // per_submission)
        await drained(process)
        seconds = time.perf_counter() - started
        after = resident_megabytes()
    finally:
        await process.stop()
    return {
        "messages": messages,
        "before_mb": round(before, 1),
        "after_mb": round(after, 1),
        "change_percent": round(100 * (after - before) / before, 1),
        "messages_per_second": round(messages * 0.9 / seconds),
    }


def main(messages: int) -> None:
    """Measure on a temporary PostgreSQL."""
    configure_logging("ERROR", "people")
    with (
        tempfile.TemporaryDirectory(prefix="youyue-memory-") as folder,
        EmbeddedPostgres(Path(folder), durable=False) as server,
    ):
        server.ensure_database("youyue")
        url = server.url("youyue")
        for service in CONSUMERS:
            asyncio.run(migrate(url, schema_of(service)))
        print(json.dumps(asyncio.run(measure(url, messages))))


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
