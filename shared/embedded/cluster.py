"""The stored side of an embedded server: folder, password, database cluster, and the lock over them."""

import fcntl
import os
import secrets
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.embedded.account import Account, run_as
from shared.embedded.installation import ROOT_STATE, public_folder

SUPERUSER = "youyue"
# The programs see nothing of our environment: PGDATA, PGPORT and the like belong to other servers.
ENVIRONMENT = {"PATH": os.defpath, "LC_ALL": "C.UTF-8"}
# LC_CTYPE must know Unicode: with "C", pg_trgm finds no letters in Chinese text. Sorting is by code point
# everywhere.
_LOCALE = ("--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")


class ClusterError(Exception):
    """The data folder cannot be made or used; the message says why."""


@dataclass(frozen=True)
class Cluster:
    """One data folder: ``cluster/`` (PGDATA), ``password``, ``server.log``, ``lock``.

    ``account`` owns the database files; None means the user of this process.
    """

    folder: Path
    programs: Path
    account: Account | None

    @property
    def data(self) -> Path:
        """PGDATA."""
        return self.folder / "cluster"

    @property
    def log(self) -> Path:
        """The file of the server's log, which is written anew at each start."""
        return self.folder / "server.log"

    def said(self) -> str:
        """The server's log since its last start."""
        return self.log.read_text(errors="replace").strip()

    def password(self) -> str:
        """The superuser's password, made with the cluster."""
        return self._password_file.read_text()

    @property
    def _password_file(self) -> Path:
        return self.folder / "password"

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one process at a time start a server, or make a database, in this folder."""
        with (self.folder / "lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def make_folder(self) -> None:
        """Make the folder itself. Its parents' permissions are never touched. Raises ClusterError."""
        if self.folder.is_relative_to(ROOT_STATE):
            public_folder(ROOT_STATE)
            public_folder(ROOT_STATE / "data")
        self.folder.mkdir(parents=True, exist_ok=True)
        self.folder.chmod(0o711 if self.account else 0o700)
        if self.account and not self.account.can_enter(self.folder):
            raise ClusterError(
                f"account {self.account.name} cannot enter {self.folder}; choose another folder"
            )

    def initialise(self, *, durable: bool) -> None:
        """Make the cluster on first use; under another name first, so that a half-made one is never used.

        Raises ClusterError, also when the stored data are of another major version.
        """
        if self.data.exists():
            self._require_same_version()
            return
        unfinished = self.folder / "cluster.new"
        shutil.rmtree(unfinished, ignore_errors=True)
        unfinished.mkdir(mode=0o700)
        self._password_file.touch(mode=0o600)
        self._password_file.write_text(secrets.token_hex(16))
        if self.account:
            for path in (unfinished, self._password_file):
                os.chown(path, self.account.uid, self.account.gid)
        options = (
            "-D",
            unfinished,
            "-U",
            SUPERUSER,
            "--auth=scram-sha-256",
            f"--pwfile={self._password_file}",
        )
        self._run("initdb", *options, *_LOCALE, *(() if durable else ("--no-sync",)))
        unfinished.rename(self.data)

    def _require_same_version(self) -> None:
        stored = (self.data / "PG_VERSION").read_text().strip()
        program = self._run("postgres", "--version").rsplit(maxsplit=1)[-1].split(".")[0]
        if stored != program:
            raise ClusterError(
                f"{self.folder} holds data of PostgreSQL {stored}, this is {program}; try `make fresh`"
            )

    def _run(self, program: str, *arguments: str | Path) -> str:
        done = subprocess.run(
            [self.programs / program, *arguments],
            cwd=self.folder,
            env=ENVIRONMENT,
            capture_output=True,
            text=True,
            **run_as(self.account),
        )
        if done.returncode:
            raise ClusterError(f"{program}: {done.stderr.strip()}")
        return done.stdout
