"""The server that runs on a database cluster, found by the file ``postmaster.pid`` that it keeps there."""

import os
import socket
import time
from dataclasses import dataclass
from pathlib import Path

_POLL_SECONDS = 0.05


@dataclass(frozen=True)
class Postmaster:
    """A server that is ready for connections on 127.0.0.1."""

    pid: int
    port: int


def ready_postmaster(cluster: Path) -> Postmaster | None:
    """The server of this folder if it answers; the left-over file of a killed one does not count."""
    found, state = _read(cluster)
    if found is None or state != "ready":
        return None
    try:
        socket.create_connection(("127.0.0.1", found.port), timeout=1).close()
    except OSError:
        return None
    return found


def settled_postmaster(cluster: Path, timeout: float) -> Postmaster | None:
    """The same, but first wait, at most ``timeout`` seconds, for a server that is just starting or
    stopping."""
    deadline = time.monotonic() + timeout
    while time.monotonic() < deadline:
        found, state = _read(cluster)
        if found is None or state == "ready":
            break
        time.sleep(_POLL_SECONDS)
    return ready_postmaster(cluster)


def _read(cluster: Path) -> tuple[Postmaster | None, str]:
    """The process that the file names, if it is alive, and its state in PostgreSQL's words."""
    try:
        lines = (cluster / "postmaster.pid").read_text().splitlines()
        found = Postmaster(pid=int(lines[0]), port=int(lines[3]))
        os.kill(found.pid, 0)
    except (OSError, IndexError, ValueError):
        return None, ""
    return found, lines[7].strip() if len(lines) > 7 else "starting"
