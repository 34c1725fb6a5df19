"""Two PostgreSQL servers: one that writes, and a standby that has each commit before it is confirmed."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shared.embedded import EmbeddedPostgres
from shared.embedded.account import run_as, server_account
from shared.embedded.installation import programs
from shared.embedded.postmaster import ready_postmaster

_PATIENCE = 30.0
"""Seconds until the standby follows."""


@dataclass
class PostgresPair:
    """``primary`` writes and waits for ``standby``, until ``promote`` makes that one write. Methods block."""

    primary: EmbeddedPostgres
    standby: EmbeddedPostgres
    folder: Path

    def crash_primary(self) -> None:
        """An immediate end: no checkpoint, no word to the standby, sessions cut."""
        found = ready_postmaster(self.folder / "primary" / "cluster")
        assert found, "the primary does not run"
        os.kill(found.pid, signal.SIGQUIT)
        self.primary.stop()

    def promote(self) -> None:
        """Let the standby write, by itself."""
        self.standby.execute("ALTER SYSTEM RESET synchronous_standby_names")
        self.standby.execute("SELECT pg_reload_conf()")
        assert self.standby.execute("SELECT pg_promote()") == "t"

    def follow(self) -> None:
        """Wait until the standby has everything at each commit, and let commits wait for it."""
        self.primary.execute("ALTER SYSTEM SET synchronous_standby_names = '*'")
        self.primary.execute("SELECT pg_reload_conf()")
        deadline = time.monotonic() + _PATIENCE
        while self.primary.execute("SELECT sync_state FROM pg_stat_replication") != "sync":
            assert time.monotonic() < deadline, "the standby does not follow"
            time.sleep(0.05)


@contextmanager
def postgres_pair() -> Iterator[PostgresPair]:
    """Both running, with empty clusters, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory(prefix="youyue-pair-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the servers' account must enter it
        with EmbeddedPostgres(folder / "primary") as primary:
            _copy(primary, folder)
            with EmbeddedPostgres(folder / "standby") as standby:
                pair = PostgresPair(primary, standby, folder)
                pair.follow()
                yield pair


def _copy(primary: EmbeddedPostgres, folder: Path) -> None:
    """A base backup that begins as the primary's standby when it is started."""
    account, into, password = server_account(), folder / "standby", folder / "primary" / "password"
    into.mkdir(mode=0o700)
    shutil.copy2(password, into / "password")
    if account:
        for path in (into, into / "password"):
            os.chown(path, account.uid, account.gid)
    subprocess.run(
        [
            programs(for_other_account=account is not None) / "pg_basebackup",
            f"--pgdata={into / 'cluster'}",
            "--write-recovery-conf",
            "--checkpoint=fast",
            "--no-sync",
            f"--dbname=host=127.0.0.1 port={primary.port} user=youyue",
        ],
        cwd="/",
        env={"PATH": os.defpath, "PGPASSWORD": password.read_text()},
        check=True,
        **run_as(account),
    )
