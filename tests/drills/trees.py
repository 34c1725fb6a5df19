"""Two versions of the program, each in a folder of its own, and the services of either as plain processes."""

import asyncio
import os
import secrets
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import httpx

from shared.embedded.free_ports import free_ports
from shared.embedded.tied_process import TiedProcess
from shared.kernel.settings.settings import prefix_of
from shared.language.topology import CONSUMERS
from tests.drills.ground import Ground
from tests.support.waiting import until

HERE = Path(__file__).resolve().parents[2]
_OWN_PAGES = ("identity", "desk")
"""They have a third port."""
_STOP_SECONDS = 35.0
"""What compose gives a container."""
_READY_SECONDS = 90.0


class DrillError(Exception):
    """The drill cannot go on; the message says why."""


def taken(commit: str, folder: Path) -> Path:
    """The tree of a commit, in that folder. Raises DrillError."""
    folder.mkdir()
    archive = subprocess.run(("git", "archive", commit), cwd=HERE, capture_output=True)
    if archive.returncode:
        raise DrillError(f"{commit}: {archive.stderr.decode().strip()}")
    subprocess.run(("tar", "-x", "-C", str(folder)), input=archive.stdout, check=True)
    return folder


@dataclass
class Running:
    """Services as processes on the ground's servers; ``gaps``: for how long each was away, by turn."""

    ground: Ground
    services: Sequence[str]
    gaps: dict[str, list[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ports = dict(zip(self.services, free_ports(len(self.services)), strict=True))
        self._processes: dict[str, TiedProcess] = {}
        self._starts = 0
        secret = secrets.token_hex(32)
        self._common = {
            "PATH": os.environ.get("PATH", os.defpath),
            "YOUYUE_TRUST": "everybody",
            "YOUYUE_STORY_CLOCK": self.ground.story_clock.isoformat(),
            "YOUYUE_LOG_LEVEL": "WARNING",
            "YOUYUE_IDENTITY_SECRET": secret,
        }

    @property
    def urls(self) -> tuple[str, ...]:
        """Where each serves health, metrics and accounts."""
        return tuple(f"http://127.0.0.1:{port}" for port in self._ports.values())

    def command(self, tree: Path, *arguments: str) -> str:
        """What an operator's command of that version prints. Raises DrillError."""
        urls = {f"{prefix_of(name)}DATABASE_URL": self.ground.postgres.url(name) for name in CONSUMERS}
        done = subprocess.run(
            (sys.executable, "-m", "cli.main", *arguments),
            cwd=tree,
            env=self._common | urls | {"PYTHONPATH": str(tree)},
            capture_output=True,
            text=True,
        )
        if done.returncode:
            raise DrillError(f"{' '.join(arguments)} of {tree.name}: {done.stdout}{done.stderr}"[-3000:])
        return done.stdout

    def works(self, tree: Path, service: str) -> bool:
        """Whether that version's ``migrate`` is content with the service's schema."""
        try:
            self.command(tree, "migrate", service)
        except DrillError:
            return False
        return True

    def load_definitions(self, tree: Path) -> None:
        """Exchanges, queues and policies as that version wants them, into the broker."""
        path = self.ground.folder / f"{tree.name}.definitions.json"
        self.command(tree, "definitions", "--output", str(path))
        assert self.ground.node
        self.ground.node.import_definitions(path)

    async def start(self, tree: Path, service: str) -> None:
        """Start the service of that version, and return when it is ready. Raises DrillError."""
        self._starts += 1
        assert self.ground.node
        log = self.ground.folder / f"{self._starts:02}-{service}.log"
        self._processes[service] = process = TiedProcess(
            (sys.executable, "-m", "cli.main", "run", service),
            stop_signal="TERM",
            log=log,
            folder=tree,
            environment=self._common
            | {
                "PYTHONPATH": str(tree),
                "YOUYUE_DATABASE_URL": self.ground.postgres.url(service),
                "YOUYUE_BROKER_URL": self.ground.node.url(),
                "YOUYUE_HTTP_PORT": "0",
                "YOUYUE_OPS_PORT": str(self._ports[service]),
            }
            | ({"YOUYUE_OWN_PORT": "0"} if service in _OWN_PAGES else {}),
        )
        async with httpx.AsyncClient(trust_env=False) as http:
            try:
                await until(partial(_ready_or_gone, http, self._ports[service], process), _READY_SECONDS)
            except TimeoutError:
                await self.stop(service)
        if not process.running:
            raise DrillError(f"{service} of {tree.name}: {log.read_text(errors='replace')[-3000:]}")

    async def replace(self, tree: Path, service: str) -> None:
        """Another version takes the service's place; how long nobody was there is noted."""
        begun = asyncio.get_running_loop().time()
        await self.stop(service)
        await self.start(tree, service)
        self.gaps.setdefault(service, []).append(asyncio.get_running_loop().time() - begun)

    async def stop(self, *services: str) -> None:
        """End these, as a container is ended; none named: all."""
        ended = [self._processes.pop(name) for name in services or tuple(self._processes)]
        await asyncio.gather(*(asyncio.to_thread(one.stop, _STOP_SECONDS) for one in ended))


async def _ready_or_gone(http: httpx.AsyncClient, port: int, process: TiedProcess) -> bool:
    try:
        return (await http.get(f"http://127.0.0.1:{port}/health/ready")).is_success
    except httpx.TransportError:
        return not process.running
