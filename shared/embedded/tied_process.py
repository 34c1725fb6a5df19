"""A server process that ends when the process that started it ends, however that came about.

A small shell waits on a pipe that only the parent holds open; when the parent closes it, or is killed, the
shell sends the stop signal to the server. Unlike ``PR_SET_PDEATHSIG`` this needs neither Linux nor a starting
thread that lives as long as the server.
"""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from shared.embedded.account import Account, run_as

# "$$" stays the number of the first shell, which becomes the server itself by `exec`. The waiting shell is
# started from a shell in between that ends at once: a server must not find a child it does not know.
_TIE = (
    'stop=$1; shift; exec 3<&0 </dev/null; ( (read -r end <&3; kill -s "$stop" $$) & ); exec 3<&-; exec "$@"'
)


class TiedProcess:
    """One server, started at once; ``stop_signal`` is its polite way to end ("INT", "TERM")."""

    def __init__(
        self,
        command: Sequence[str | os.PathLike[str]],
        *,
        stop_signal: str,
        log: Path,
        folder: Path,
        environment: Mapping[str, str],
        account: Account | None = None,
    ) -> None:
        with log.open("wb") as output:
            log.chmod(0o600)
            self._popen = subprocess.Popen(
                ["/bin/sh", "-c", _TIE, "tied", stop_signal, *command],
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=subprocess.STDOUT,
                cwd=folder,
                env=dict(environment),
                # A session of its own: Ctrl-C in the terminal reaches the services first, the server last.
                start_new_session=True,
                **run_as(account),
            )

    @property
    def pid(self) -> int:
        """The number of the server process."""
        return self._popen.pid

    @property
    def running(self) -> bool:
        """Whether the server has not ended yet."""
        return self._popen.poll() is None

    def stop(self, timeout: float) -> None:
        """End the server politely; after ``timeout`` seconds kill it with its process group."""
        if self._popen.stdin is not None:
            self._popen.stdin.close()
        try:
            self._popen.wait(timeout)
        except subprocess.TimeoutExpired:
            os.killpg(self._popen.pid, signal.SIGKILL)
            self._popen.wait()
