"""The services started on what the years left: lists over HTTP, and commands with their answers."""

import statistics
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

import httpx

from cli.process import Process
from demo.sample import sample
from shared.client import Client, open_client
from shared.client.in_process import bus_wire
from shared.client.platform import new_command
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.envelope import Actor
from shared.kernel.settings.settings import settings_for
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import SubmitSubmission
from shared.language.topology import CONSUMERS, TOPOLOGY

TIMES = 100
LISTS = (
    "/",
    "/matters",
    "/matters?q=路灯",
    "/matters?state=closed",
    "/items",
    "/items?state=in_progress",
    "/waiting",
    "/intake/queues",
    "/intake/queues/received",
)
_CITIZEN = Actor("citizen:years", Role.CITIZEN)
_RAISE = "raise a matter, answered"


@dataclass(frozen=True)
class Asked:
    """Milliseconds: the middle and the 95th of ``TIMES``."""

    path: str
    middle: float
    most: float

    @property
    def line(self) -> str:
        """For people."""
        return f"{self.path:40} {self.middle:7.1f} ms  95 %: {self.most:7.1f} ms"


async def asked(url: str) -> list[Asked]:
    """Each list, one after the other; then matters are raised, one after the other."""
    bus = InProcessBus(TOPOLOGY)
    clock = datetime.now(UTC)
    ports = {"http_port": 0, "ops_port": 0, "own_port": 0}
    process = Process(
        CONSUMERS, lambda name: settings_for(name, database_url=url, story_clock=clock, **ports), bus
    )
    await process.start()
    found = []
    try:
        async with (
            httpx.AsyncClient(trust_env=False, timeout=60) as http,
            bus_wire(bus) as wire,
            open_client(wire) as client,
        ):
            for path in LISTS:
                port = process.ops_port if path.startswith("/intake") else process.port
                found.append(await _measured(path, partial(_get, http, f"http://127.0.0.1:{port}{path}")))
            found.append(await _measured(_RAISE, partial(_raise, client)))
    finally:
        await process.stop()
    return found


async def _measured(path: str, once: Callable[[], Awaitable[None]]) -> Asked:
    took: list[float] = []
    for _ in range(TIMES):
        begun = time.perf_counter()
        await once()
        took.append((time.perf_counter() - begun) * 1000)
    return Asked(path, statistics.median(took), statistics.quantiles(took, n=20)[-1])


async def _get(http: httpx.AsyncClient, url: str) -> None:
    answer = await http.get(url, params=None if "?" in url else {"township": sample().township_id})
    assert answer.is_success, (url, answer.status_code)


async def _raise(client: Client) -> None:
    command = SubmitSubmission(text="村口的路灯坏了，晚上看不清路。", channel="online")
    answer = await client.ask(new_command(command, _CITIZEN, sample().township_id, "/partners/demo/years"))
    assert "code" not in answer.data, answer.data
