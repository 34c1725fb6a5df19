"""The services as they run in production: real processes with settings by environment, two of each."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from shared.embedded.free_ports import free_ports
from shared.embedded.tied_process import TiedProcess
from shared.language.topology import CONSUMERS
from tests.chaos.proxy import Proxy
from tests.chaos.servers import Servers

_PROJECT = Path(__file__).resolve().parents[2]
_COPIES = 2
_PROXIED = ("handling", "evaluation")
"""The second process of these reaches its servers through a wire that can go dead."""
_STOP_SECONDS = 32.0
"""What a container is given: handlers get 20 s, the relay sends what they decided."""
_START_SECONDS = 90.0
_PAUSE = 0.1
_SESSIONS = 10


@dataclass
class Instance:
    """One process of a service; ``starts`` counts how often it was started."""

    service: str
    number: int
    environment: dict[str, str]
    folder: Path
    port: int
    wires: tuple[Proxy, ...] = ()
    starts: int = 0
    slow_stops: int = 0
    """How often it did not end within the time that it has."""
    busy: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the fault that is being done to it."""
    _process: TiedProcess | None = None

    @property
    def name(self) -> str:
        """``intake-1``."""
        return f"{self.service}-{self.number}"

    @property
    def url(self) -> str:
        """Where it serves health, metrics and accounts."""
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        """Start the process; it waits for its servers by itself."""
        self.starts += 1
        self.environment |= {"YOUYUE_HTTP_PORT": "0", "YOUYUE_OPS_PORT": str(self.port)}
        self._process = TiedProcess(
            [sys.executable, "-m", "cli.main", "run", self.service],
            stop_signal="TERM",
            log=self.folder / f"{self.name}.{self.starts}.log",
            folder=_PROJECT,
            environment=self.environment,
        )

    @property
    def running(self) -> bool:
        """Whether the process lives."""
        return self._process is not None and self._process.running

    def kill(self) -> None:
        """``kill -9``, with the shell that watches over it."""
        if self._process is not None:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.stop(_STOP_SECONDS)

    async def stop(self) -> None:
        """SIGTERM; the process ends by itself, or is killed and counted."""
        process = self._process
        if process is None:
            return
        started = asyncio.get_running_loop().time()
        await asyncio.to_thread(process.stop, _STOP_SECONDS)
        self.slow_stops += asyncio.get_running_loop().time() - started >= _STOP_SECONDS
        self._process = None

    async def freeze(self, seconds: float) -> None:
        """SIGSTOP and SIGCONT, by a shell that thaws it even if this program dies meanwhile."""
        assert self._process
        pid = self._process.pid
        script = f"kill -STOP {pid}; sleep {seconds}; kill -CONT {pid}"
        shell = await asyncio.create_subprocess_exec("/bin/sh", "-c", script, start_new_session=True)
        await asyncio.shield(shell.wait())

    def said(self) -> str:
        """The log of all its lives."""
        logs = sorted(self.folder.glob(f"{self.name}.*.log"))
        return "".join(log.read_text(errors="replace") for log in logs)


def _environment(servers: Servers, service: str, wires: tuple[Proxy, ...], start: str) -> dict[str, str]:
    broker_port, database_port = (wire.port for wire in wires) if wires else (None, None)
    return {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": str(_PROJECT),
        "YOUYUE_DATABASE_URL": servers.database_url(database_port),
        "YOUYUE_BROKER_URL": servers.broker_url(service, broker_port),
        "YOUYUE_STORY_CLOCK": start,
        "YOUYUE_LOG_LEVEL": "WARNING",
        "YOUYUE_POOL_SIZE": str(_SESSIONS),
    }


@asynccontextmanager
async def open_instances(servers: Servers, story_start: str) -> AsyncIterator[tuple[Instance, ...]]:
    """Start two processes of each service; end them all at the end, thawed first."""
    instances: list[Instance] = []
    proxies: list[Proxy] = []
    try:
        ports = free_ports(_COPIES * len(CONSUMERS))
        for service in CONSUMERS:
            for number in range(1, _COPIES + 1):
                wires: tuple[Proxy, ...] = ()
                if number == _COPIES and service in _PROXIED:
                    wires = (Proxy(servers.node.port), Proxy(servers.postgres.port))
                    proxies += wires
                port = ports.pop()
                environment = _environment(servers, service, wires, story_start)
                instances.append(Instance(service, number, environment, servers.folder, port, wires))
        for proxy in proxies:
            await proxy.start()
        for instance in instances:
            instance.start()
        await _until_ready(instances)
        yield tuple(instances)
    finally:
        for proxy in proxies:
            proxy.come_back()
        await asyncio.gather(*(instance.stop() for instance in instances))
        for proxy in proxies:
            await proxy.stop()


async def _until_ready(instances: list[Instance]) -> None:
    """Raises TimeoutError, with what the unready say."""
    unready = list(instances)
    try:
        async with asyncio.timeout(_START_SECONDS), httpx.AsyncClient(trust_env=False, timeout=5) as client:
            while unready:
                for instance in unready:
                    if not instance.running:  # somebody was quicker to take the port
                        (instance.port,) = free_ports(1)
                        instance.start()
                unready = [instance for instance in unready if not await is_ready(client, instance)]
                await asyncio.sleep(_PAUSE)
    except TimeoutError as error:
        said = "\n".join(f"{instance.name}: {instance.said()[-1000:]}" for instance in unready)
        raise TimeoutError(f"not ready: {said}") from error


async def is_ready(client: httpx.AsyncClient, instance: Instance) -> bool:
    """Whether it says so."""
    try:
        return (await client.get(f"{instance.url}/health/ready")).is_success
    except httpx.TransportError:
        return False
