"""``make backup-drill``, its second part: what docs/operations/backup.md says of recovery to a moment, on a
server of its own.

PostgreSQL's log is archived, a base backup taken; rows are written to every service's database; then somebody
drops a schema by mistake. The base backup and the archive bring all databases back to the moment before.
"""

import asyncio
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from cli.services import schema_of
from shared.embedded import EmbeddedPostgres
from shared.embedded.account import Account, run_as, server_account
from shared.embedded.installation import programs
from shared.kernel.store.migrations import migrate
from shared.language.topology import CONSUMERS

PATIENCE = 60.0
"""Seconds to wait for a segment to be archived, and for the recovery to end."""
LOST = "intake"


@dataclass
class Archive:
    """Where base backup and log segments lie; the server's account may write there."""

    folder: Path
    account: Account | None = field(default_factory=server_account)

    @property
    def base(self) -> Path:
        """The base backup: a whole data folder."""
        return self.folder / "base"

    @property
    def log(self) -> Path:
        """The segments."""
        return self.folder / "wal"

    def make(self) -> None:
        """Make the folders."""
        for one in (self.folder, self.log):
            one.mkdir(mode=0o700)
            if self.account:
                os.chown(one, self.account.uid, self.account.gid)

    def archives(self, server: EmbeddedPostgres) -> None:
        """Let the server archive its log here; it has to be started again."""
        done = f"{self.log}/%f"
        command = f"test ! -f {done} && cp %p {done}.new && sync {done}.new && mv {done}.new {done}"
        for setting in ("archive_mode = on", f"archive_command = '{command}'"):
            server.execute(f"ALTER SYSTEM SET {setting}")

    def take_base(self, server: EmbeddedPostgres, password: str) -> None:
        """A base backup of the running server."""
        subprocess.run(
            [
                programs(for_other_account=self.account is not None) / "pg_basebackup",
                f"--pgdata={self.base}",
                "--checkpoint=fast",
                "--host=127.0.0.1",
                f"--port={server.port}",
                "--username=youyue",
                "--no-password",
            ],
            cwd="/",
            env={"PATH": os.defpath, "PGPASSWORD": password},
            check=True,
            **run_as(self.account),
        )

    def recover(self, into: Path, password: Path, moment: str) -> None:
        """Make a data folder of the base backup that replays the log until ``moment`` when it is started."""
        into.mkdir()
        shutil.copy2(password, into / "password")
        self.base.rename(into / "cluster")
        said = {
            "archive_mode": "off",
            "restore_command": f"cp {self.log}/%f %p",
            "recovery_target_time": moment,
            "recovery_target_action": "promote",
        }
        with (into / "cluster" / "postgresql.auto.conf").open("a") as settings:
            settings.writelines(f"{name} = '{value}'\n" for name, value in said.items())
        signal = into / "cluster" / "recovery.signal"
        signal.touch()
        if self.account:
            os.chown(signal, self.account.uid, self.account.gid)


def until(server: EmbeddedPostgres, question: str) -> None:
    """Wait until the server answers ``t``. Raises TimeoutError."""
    deadline = time.monotonic() + PATIENCE
    while server.execute(question) != "t":
        if time.monotonic() > deadline:
            raise TimeoutError(question)
        time.sleep(0.1)


def write(server: EmbeddedPostgres, what: str) -> None:
    """A row in every service's database."""
    for service in CONSUMERS:
        server.execute(f"CREATE TABLE IF NOT EXISTS {service}.drill (what text)", service)
        server.execute(f"INSERT INTO {service}.drill VALUES ('{what}')", service)


def read(server: EmbeddedPostgres) -> dict[str, str]:
    """What stands there, by service, with the number of tables that its schema has."""
    question = (
        "SELECT (SELECT string_agg(what, ' ') FROM {0}.drill) || ' ' || "
        "(SELECT count(*) FROM information_schema.tables WHERE table_schema = '{0}')"
    )
    return {service: server.execute(question.format(service), service) for service in CONSUMERS}


async def tables(server: EmbeddedPostgres) -> None:
    """Every service's database, at the newest revision."""
    for service in CONSUMERS:
        server.ensure_database(service)
        await migrate(server.url(service), schema_of(service))


@contextmanager
def timed(what: str) -> Iterator[None]:
    """Print how long it took."""
    begun = time.monotonic()
    yield
    print(f"{time.monotonic() - begun:7.1f} s  {what}", flush=True)


def drill(folder: Path) -> bool:
    """Whether all databases came back to the moment before the mistake."""
    archive = Archive(folder / "archive")
    archive.make()
    server = EmbeddedPostgres(folder / "first")
    with timed("server that archives its log, tables"):
        with server:
            archive.archives(server)
        server.start()
    try:
        asyncio.run(tables(server))
        with timed("base backup"):
            archive.take_base(server, (folder / "first" / "password").read_text())
        write(server, "early")
        wanted, moment = read(server), server.execute("SELECT clock_timestamp()")
        write(server, "late")
        server.execute(f"DROP SCHEMA {LOST} CASCADE", LOST)
        segment = server.execute("SELECT pg_walfile_name(pg_switch_wal())")
        with timed("a schema dropped by mistake; the log archived to its end"):
            until(server, f"SELECT last_archived_wal >= '{segment}' FROM pg_stat_archiver")
    finally:
        server.stop()
    with timed(f"recovered to {moment}"):
        archive.recover(folder / "second", folder / "first" / "password", moment)
        with EmbeddedPostgres(folder / "second") as recovered:
            until(recovered, "SELECT NOT pg_is_in_recovery()")
            found = read(recovered)
    for service in CONSUMERS:
        if found[service] != wanted[service]:
            print(f"{service}: {found[service]}, not {wanted[service]}")
    return found == wanted


def main() -> int:
    """The exit code."""
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="youyue-drill-") as name:
        Path(name).chmod(0o755)
        well = drill(Path(name))
    print(
        f"point-in-time: {len(CONSUMERS)} databases back to the moment before a mistake: "
        f"{'yes' if well else 'no'}; {time.monotonic() - begun:.0f} s"
    )
    return 0 if well else 1


if __name__ == "__main__":
    sys.exit(main())
