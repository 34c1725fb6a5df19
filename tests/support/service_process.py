"""``youyue run SERVICE`` as a process of its own, as a container runs it."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import httpx

from shared.embedded.free_ports import free_ports


@dataclass
class ServiceProcess:
    """A running one; ``log`` grows while it runs."""

    service: str
    port: int
    """The operators'."""
    process: asyncio.subprocess.Process
    http: httpx.AsyncClient
    log: list[dict[str, Any]] = field(default_factory=list)

    async def ask(self, path: str) -> httpx.Response:
        """GET, once HTTP is up."""
        async with asyncio.timeout(20):
            while True:
                try:
                    return await self.http.get(f"http://127.0.0.1:{self.port}{path}")
                except httpx.TransportError:
                    if self.process.returncode is not None:
                        raise
                    await asyncio.sleep(0.02)

    async def problem(self) -> str:
        """Why it is not ready; empty when it is."""
        answer = (await self.ask(f"/ops/{self.service}/health/ready")).json()
        return "; ".join(answer["problems"])

    async def ready(self) -> bool:
        """Whether it is."""
        return not await self.problem()

    def tell(self, number: signal.Signals) -> None:
        """Send a signal."""
        self.process.send_signal(number)

    async def ended(self, seconds: float = 30.0) -> int:
        """Its exit code. Raises TimeoutError."""
        async with asyncio.timeout(seconds):
            return await self.process.wait()

    def said(self, event: str) -> list[dict[str, Any]]:
        """The log's lines of that event."""
        return [line for line in self.log if line.get("event") == event]


@asynccontextmanager
async def service_process(
    service: str, database_url: str, broker_url: str, **settings: str
) -> AsyncIterator[ServiceProcess]:
    """Start one; it is killed at the end if it still runs."""
    (port,) = free_ports(1)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("YOUYUE_")},
        "YOUYUE_DATABASE_URL": database_url.replace("+asyncpg", ""),
        "YOUYUE_BROKER_URL": broker_url,
        "YOUYUE_TRUST": "everybody",
        "YOUYUE_HTTP_PORT": "0",
        "YOUYUE_OPS_PORT": str(port),
        **{f"YOUYUE_{name.upper()}": value for name, value in settings.items()},
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "cli.main", "run", service, env=environment, stderr=asyncio.subprocess.PIPE
    )
    async with httpx.AsyncClient(timeout=5, trust_env=False) as http:
        running = ServiceProcess(service, port, process, http)
        reading = asyncio.create_task(_read(running))
        try:
            yield running
        finally:
            if process.returncode is None:
                process.kill()
            await process.wait()
            await reading


async def _read(running: ServiceProcess) -> None:
    assert running.process.stderr
    async for line in running.process.stderr:
        try:
            running.log.append(json.loads(line))
        except ValueError:
            running.log.append({"event": line.decode(errors="replace").rstrip()})
