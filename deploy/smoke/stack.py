"""A compose project of one run: its own name, passwords, image tag, volumes and port; nothing of it is left
afterwards.

Works with ``docker compose`` 2 and with ``docker-compose`` 1.29.
"""

import json
import os
import re
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVICES = ("directory", "intake", "scheduling", "handling", "evaluation", "identity", "console", "desk")
PROFILES = ("story", "load", "backup", "observability", "admin")
HEALTH_SECONDS = 240.0
PAUSE = 1.0


class SmokeError(Exception):
    """Something is not as it should be; the message says what."""


@dataclass(frozen=True)
class Stack:
    """The compose project of this run; ``passwords``: the folder of their files, if from files."""

    compose: tuple[str, ...]
    environment: dict[str, str]
    port: int
    ops_port: int
    prometheus_port: int
    passwords: Path = Path()

    def run(self, *arguments: str, code: int | None = 0, typed: str = "") -> str:
        """Run a compose command; the result is its standard output.

        ``code``: the exit code that is right, None: any. ``typed`` is what the command reads. Raises
        SmokeError.
        """
        command = [*self.compose, *arguments]
        done = subprocess.run(command, env=self.environment, input=typed, capture_output=True, text=True)
        if code not in (None, done.returncode):
            what = f"{' '.join(arguments)}: exit code {done.returncode}"
            raise SmokeError(f"{what}\n{done.stdout[-3000:]}{done.stderr[-6000:]}")
        return done.stdout

    def begin(self, *arguments: str) -> subprocess.Popen[str]:
        """Start a compose command whose output, errors too, is read later."""
        return subprocess.Popen(
            [*self.compose, *arguments],
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def containers(self, *services: str) -> list[str]:
        """The ids of the containers of these services, stopped ones too."""
        return self.run("ps", "--all", "-q", *services).split()

    def states(self, *services: str) -> list[dict[str, object]]:
        """The state of each container of these services, as the engine tells it."""
        told = subprocess.run(
            ["docker", "inspect", *self.containers(*services)], capture_output=True, text=True, check=True
        )
        return [
            container["State"] | {"RestartCount": container["RestartCount"]}
            for container in json.loads(told.stdout)
        ]

    def health(self, *services: str) -> list[str]:
        """The health of each container of these services: ``healthy``, ``starting``, ``unhealthy``."""
        return [state["Health"]["Status"] for state in self.states(*services)]  # type: ignore[index]

    def wait_healthy(self, *services: str, copies: int) -> None:
        """Return when these services have ``copies`` healthy containers in all. Raises SmokeError after a
        while."""
        deadline = time.monotonic() + HEALTH_SECONDS
        while (health := self.health(*services)) != ["healthy"] * copies:
            if time.monotonic() > deadline:
                raise SmokeError(f"{', '.join(services)}: {', '.join(health)}")
            time.sleep(PAUSE)

    def ask_database(self, service: str, sql: str) -> str:
        """What the service's database answers."""
        said = self.run(
            "exec", "-T", "postgres", "psql", "-XAtq", "--username=postgres", f"--dbname={service}", "-c", sql
        )
        return said.strip()

    def events_seen(self) -> int:
        """How many events the console has handled; 0 when it does not answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.ops_port}/ops/flow", timeout=10) as answer:
                return sum(sum(account["handled"].values()) for account in json.load(answer))
        except OSError:
            return 0

    def open_page(self) -> None:
        """Read the console's first page through the published port. Raises SmokeError."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=30) as answer:
                answer.read()
        except OSError as error:
            raise SmokeError(f"the console's page: {error}") from error


def find_compose() -> tuple[str, ...]:
    """The compose command of this machine. Raises SmokeError with one line on what is missing."""
    if not shutil.which("docker") or subprocess.run(["docker", "info"], capture_output=True).returncode:
        raise SmokeError("没有可用的容器引擎。No container engine answers: install and start Docker.")
    if subprocess.run(["docker", "compose", "version"], capture_output=True).returncode == 0:
        return ("docker", "compose")
    if shutil.which("docker-compose"):
        return ("docker-compose",)
    raise SmokeError("缺少 docker compose。Compose is missing: install the compose plugin or docker-compose.")


def random_settings() -> dict[str, str]:
    """A value for every name that .env.example wants changed."""
    names = re.findall(r"^#?(\w+)=change-me", (ROOT / ".env.example").read_text("utf-8"), re.M)
    return {name: secrets.token_hex(16) for name in names}


def free_ports(count: int) -> list[int]:
    """So many different ports of 127.0.0.1 that nobody listens on."""
    with ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for held in sockets:
            held.bind(("127.0.0.1", 0))
        return [int(held.getsockname()[1]) for held in sockets]


@contextmanager
def temporary_stack(*files: str) -> Iterator[Stack]:
    """A compose project of these files with settings of its own; at the end nothing of it is left.

    ``SMOKE_ALSO`` in the environment names files of compose besides: deploy/docker-compose.as-root.yml.
    """
    compose = find_compose()
    port, ops_port, prometheus_port = free_ports(3)
    project = f"youyue-smoke-{secrets.token_hex(4)}"
    image = f"{project}:local"
    with tempfile.TemporaryDirectory(prefix=f"{project}-") as folder:
        settings, partners = Path(folder) / "env", Path(folder) / "partners"
        partners.mkdir()
        partners.chmod(0o777)  # the containers' user writes there
        shutil.copy(ROOT / "deploy/partners/partners.toml", partners)
        ours = {
            "YOUYUE_HTTP_PORT": str(port),
            "YOUYUE_OPS_PORT": str(ops_port),
            "YOUYUE_PROMETHEUS_PORT": str(prometheus_port),
            "YOUYUE_IMAGE": image,
            "YOUYUE_SECRETS": folder,
            "YOUYUE_PARTNERS_FOLDER": str(partners),
        } | random_settings()
        settings.write_text("".join(f"{name}={value}\n" for name, value in ours.items()))
        for service in SERVICES:
            for server in ("postgres", "rabbitmq"):
                password = ours[f"YOUYUE_{server.upper()}_PASSWORD_{service.upper()}"]
                (Path(folder) / f"{service}-{server}").write_text(password, "utf-8")
        also = os.environ.get("SMOKE_ALSO", "").split()
        given = (f"--file={ROOT / file}" for file in (*files, *also))
        command = (*compose, f"--project-name={project}", f"--env-file={settings}", *given)
        # What the caller's shell sets would win over the file.
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("YOUYUE_", "COMPOSE_"))}
        stack = Stack(command, environment, port, ops_port, prometheus_port, Path(folder))
        try:
            yield stack
        finally:
            everything = [f"--profile={profile}" for profile in PROFILES]
            stack.run(*everything, "down", "--volumes", "--remove-orphans", "--timeout=35", code=None)
            subprocess.run(["docker", "image", "rm", "--force", image], capture_output=True)


@contextmanager
def phase(name: str) -> Iterator[None]:
    """Print how long it took."""
    begun = time.monotonic()
    print(f"… {name}", flush=True)
    yield
    print(f"  {name}: {time.monotonic() - begun:.1f} s", flush=True)
