"""A private RabbitMQ node: own name, ports, epmd, cookie and folders; the system's node is never touched."""

import os
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from shared.embedded.free_ports import free_ports
from shared.embedded.tied_process import TiedProcess
from tests.servers.rabbitmq_programs import rabbitmq_programs

USER = PASSWORD = "youyue"
MAX_MESSAGE_SIZE = int(
    re.findall(
        r"^max_message_size = (\d+)$",
        (Path(__file__).parents[2] / "deploy/rabbitmq/youyue.conf").read_text("utf-8"),
        re.M,
    )[0]
)
"""Bytes, as deployed."""
_START_SECONDS = 90.0
_STOP_SECONDS = 30.0
_POLL_SECONDS = 0.05
# The last line of a start: the listeners are open by then.
_STARTED = "Server startup complete"
_LOOPBACK = "-kernel inet_dist_use_interface {127,0,0,1}"
_CONFIGURATION = """\
listeners.tcp.loopback = 127.0.0.1:{port}
default_user = {user}
default_pass = {password}
default_user_tags.administrator = true
vm_memory_high_watermark.absolute = 512MB
disk_free_limit.absolute = 50MB
raft.wal_max_size_bytes = 16777216
log.console.level = info
max_message_size = {largest}
"""


class RabbitMQError(Exception):
    """The node does not start, or a command on it failed."""


class RabbitMQNode:
    """One node for one test session; ``stop`` keeps data and port, so that ``start`` is a restart.

    ``definitions``: a JSON file loaded at start. It goes through rabbitmqctl, not through
    ``load_definitions`` of the configuration: RabbitMQ 3.10 starts silently without definitions that it
    cannot read there [tried on 3.10.8]. The administrator :data:`USER` always exists.
    """

    def __init__(self, definitions: Path | None = None, *, managed: bool = False) -> None:
        self._programs = rabbitmq_programs()
        self._folder = Path(tempfile.mkdtemp(prefix="youyue-rabbitmq-"))
        self.port, self._distribution_port, self._epmd_port = free_ports(3)
        self._epmd: TiedProcess | None = None
        self._node: TiedProcess | None = None
        self._definitions = definitions
        self.management_port = free_ports(1)[0] if managed else 0
        self._configure()

    def start(self) -> None:
        """Start the node and wait until it takes connections with its definitions loaded."""
        self._epmd = self._spawn("epmd", "epmd", "-port", str(self._epmd_port), "-address", "127.0.0.1")
        self._wait(self._epmd, "epmd", lambda: _answers(self._epmd_port))
        self._node = self._spawn("node", self._programs / "rabbitmq-server")
        self._wait(self._node, "node", lambda: _STARTED in self._said("node") and _answers(self.port))
        if self._definitions is not None:
            self.import_definitions(self._definitions)

    def stop(self) -> None:
        """Stop the node and its epmd."""
        for process in (self._node, self._epmd):
            if process is not None:
                process.stop(_STOP_SECONDS)
        self._node = self._epmd = None

    def crash(self) -> None:
        """Kill the node with everything that belongs to it; ``start`` brings it back with its data."""
        if self._node is not None:
            os.killpg(self._node.pid, signal.SIGKILL)
        self.stop()

    def url(self, user: str = USER, password: str = PASSWORD, virtual_host: str = "/") -> str:
        """The AMQP address for one user."""
        return f"amqp://{quote(user)}:{quote(password)}@127.0.0.1:{self.port}/{quote(virtual_host, safe='')}"

    def ctl(self, *arguments: str) -> str:
        """Run ``rabbitmqctl``; the result is what it prints. Takes about a second. Raises RabbitMQError."""
        command = [str(self._programs / "rabbitmqctl"), "--silent", *arguments]
        done = subprocess.run(
            command, env=self._environment(), cwd=self._folder, capture_output=True, text=True
        )
        if done.returncode:
            raise RabbitMQError(f"rabbitmqctl {' '.join(arguments)}: {done.stdout}{done.stderr}".strip())
        return done.stdout.strip()

    def import_definitions(self, definitions: Path) -> None:
        """Load a definitions file into the running node."""
        self.ctl("import_definitions", str(definitions.absolute()))

    def __enter__(self) -> Self:
        try:
            self.start()
        except BaseException:
            self.__exit__(None, None, None)
            raise
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()
        shutil.rmtree(self._folder)

    def _configure(self) -> None:
        configuration = _CONFIGURATION.format(
            port=self.port, user=USER, password=PASSWORD, largest=MAX_MESSAGE_SIZE
        )
        if self.management_port:
            configuration += f"management.tcp.ip = 127.0.0.1\nmanagement.tcp.port = {self.management_port}\n"
        (self._folder / "rabbitmq.conf").write_text(configuration)
        plugins = "rabbitmq_management" if self.management_port else ""
        (self._folder / "enabled_plugins").write_text(f"[{plugins}].\n")

    def _environment(self) -> dict[str, str]:
        folder = self._folder
        return {
            "PATH": f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/usr/bin:/sbin:/bin",
            "LANG": "C.UTF-8",
            "HOME": str(folder),
            "ERL_EPMD_PORT": str(self._epmd_port),
            "ERL_EPMD_ADDRESS": "127.0.0.1",
            "RABBITMQ_CONF_ENV_FILE": str(folder / "rabbitmq-env.conf"),  # absent: the system's is not read
            "RABBITMQ_NODENAME": f"youyue-{self.port}@localhost",
            "RABBITMQ_DIST_PORT": str(self._distribution_port),
            "RABBITMQ_CONFIG_FILE": str(folder / "rabbitmq.conf"),
            "RABBITMQ_ADVANCED_CONFIG_FILE": str(folder / "advanced.config"),
            "RABBITMQ_ENABLED_PLUGINS_FILE": str(folder / "enabled_plugins"),
            "RABBITMQ_MNESIA_BASE": str(folder / "data"),
            "RABBITMQ_LOG_BASE": str(folder / "log"),
            "RABBITMQ_LOGS": "-",
            "RABBITMQ_SERVER_ADDITIONAL_ERL_ARGS": _LOOPBACK,
            "RABBITMQ_CTL_ERL_ARGS": _LOOPBACK,
            "RABBITMQ_CTL_DIST_PORT_MIN": "0",
            "RABBITMQ_CTL_DIST_PORT_MAX": "0",
        }

    def _spawn(self, name: str, *command: str | Path) -> TiedProcess:
        return TiedProcess(
            command,
            stop_signal="TERM",
            log=self._folder / f"{name}.log",
            folder=self._folder,
            environment=self._environment(),
        )

    def _said(self, name: str) -> str:
        return (self._folder / f"{name}.log").read_text(errors="replace")

    def _wait(self, process: TiedProcess, name: str, ready: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _START_SECONDS
        while not ready():
            if not process.running or time.monotonic() > deadline:
                raise RabbitMQError(f"RabbitMQ's {name} does not start: {self._said(name)[-3000:]}")
            time.sleep(_POLL_SECONDS)


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True
