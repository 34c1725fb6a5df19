"""An operator's machine for one run: a clone of the project in a folder of its own, and a shell in it.

What is typed there is what stands on the page. ``docker-compose`` and ``youyue`` are small programs in front
of the real ones, so that the run works with ``docker compose`` too, and takes the files of ``SMOKE_ALSO``
besides. At the end nothing of it is left.
"""

import contextlib
import os
import pty
import secrets
import shutil
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from deploy.smoke.stack import PROFILES, ROOT, Stack, find_compose, free_ports

_PORTS = {
    "YOUYUE_HTTP_PORT": 0,
    "YOUYUE_OPS_PORT": 1,
    "YOUYUE_PROMETHEUS_PORT": 2,
    "YOUYUE_DESK_OWN_PORT": 3,
    "YOUYUE_IDENTITY_OWN_PORT": 4,
}
_COMPOSE = r"""#!/usr/bin/env bash
# docker-compose as the page means it, with the files that this machine needs besides.
given=()
while [[ ${1:-} == -f ]]; do given+=("$2"); shift 2; done
if ((!${#given[@]})); then
  IFS=: read -ra given <<<"$(sed -n 's/^COMPOSE_FILE=//p' .env 2>/dev/null | tail -1)"
  if ((!${#given[@]})); then
    given=(docker-compose.yml)
    [[ ! -e docker-compose.override.yml ]] || given+=(docker-compose.override.yml)
  fi
fi
for also in $SMOKE_ALSO; do
  [[ $also != *cluster* || ${given[*]} == *docker-compose.cluster.yml* ]] && given+=("$also")
done
exec COMPOSE "${given[@]/#/--file=}" "$@"
"""
_YOUYUE = """#!/usr/bin/env bash
# The command line beside compose: from the image, in this folder, with all settings.
exec docker-compose run --rm -T -v "$PWD:/here" -w /here admin "$@"
"""
_ALL_HEALTHY = """#!/usr/bin/env bash
# Waits, as an operator who looks again.
for _ in {1..120}; do
  said=$(docker-compose ps)
  grep -Eq 'starting|unhealthy|Restarting|Exit [1-9]' <<<"$said" || exit 0
  sleep 2
done
echo "$said"; exit 1
"""
_SUDO = '#!/usr/bin/env bash\nexec "$@"\n'
_EXPORTED = ".exported"
_PATIENCE = 1200.0
"""Seconds for one command."""


class Said(NamedTuple):
    """How a command ended and what it wrote, its errors too."""

    code: int
    text: str


@dataclass
class Place:
    """The folder, and what the shell there has exported."""

    folder: Path
    environment: dict[str, str]
    compose: tuple[str, ...]
    ports: list[int]
    project: str
    exported: dict[str, str] = field(default_factory=dict)

    def forget(self) -> None:
        """A new shell: nothing is exported but what the machine has."""
        self.exported = dict(self.environment)

    def type(self, text: str, answer: str = "") -> Said:
        """Type it as it is, at a terminal; what it exports the next one knows.

        ``answer``: to what it asks. One that waits for more is ended after some minutes.
        """
        kept = self.folder.parent / _EXPORTED
        script = f"trap 'env -0 >{kept}' EXIT\nset -eo pipefail\n{text}\n"
        ours, theirs = pty.openpty()
        process = subprocess.Popen(
            ["bash", "-c", script],
            cwd=self.folder,
            env=self.exported,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            start_new_session=True,
        )
        os.close(theirs)
        if answer:
            os.write(ours, f"{answer}\n".encode())
        patience = threading.Timer(_PATIENCE, os.killpg, (process.pid, signal.SIGKILL))
        patience.start()
        try:
            said = _all_of(ours)
            done = Said(process.wait(), said)
        except BaseException:
            os.killpg(process.pid, signal.SIGKILL)
            raise
        finally:
            patience.cancel()
        pairs = (pair.partition("=") for pair in kept.read_text("utf-8").split("\0") if pair)
        self.exported = {name: value for name, _, value in pairs if name != "_"}
        return done

    def stack(self) -> Stack:
        """The same containers as the other smoke tests see them; of the files that hold now."""
        program = str(self.folder.parent / "bin" / "docker-compose")
        command = ("sh", "-c", f'cd "{self.folder}" && exec {program} "$@"', "sh")
        http, ops, prometheus, *_ = self.ports
        return Stack(command, self.environment, http, ops, prometheus)


def _all_of(terminal: int) -> str:
    """What is written to the terminal until nobody has it open any more."""
    read = bytearray()
    with contextlib.suppress(OSError), os.fdopen(terminal, "rb", buffering=0) as out:
        while piece := out.read(65536):
            read += piece
    return read.decode("utf-8", "replace").replace("\r", "")


@contextmanager
def operators_machine(*also: str) -> Iterator[Place]:
    """A clone of the project, with what is not committed yet; compose takes the files ``also`` besides.
    Raises SmokeError."""
    compose = find_compose()
    real = str(shutil.which(compose[0]))
    project = f"youyue-pages-{secrets.token_hex(4)}"
    with tempfile.TemporaryDirectory(prefix="youyue-pages-") as above:
        folder = Path(above) / project
        _clone(folder)
        programs = {
            "docker-compose": _COMPOSE.replace("COMPOSE ", " ".join((real, *compose[1:], ""))),
            "all-healthy": _ALL_HEALTHY,
            "youyue": _YOUYUE,
        } | ({} if shutil.which("sudo") else {"sudo": _SUDO})
        bin = Path(above) / "bin"
        bin.mkdir()
        for name, text in programs.items():
            (bin / name).write_text(text)
            (bin / name).chmod(0o755)
        ports = free_ports(len(_PORTS))
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("YOUYUE_", "COMPOSE_"))}
        environment = kept | {
            "PATH": f"{bin}:{os.environ['PATH']}",
            "SMOKE_ALSO": " ".join((*also, os.environ.get("SMOKE_ALSO", ""))),
            "PROJECT": project,
            "YOUYUE_IMAGE": f"{project}:local",
            **{name: str(ports[index]) for name, index in _PORTS.items()},
        }
        place = Place(folder, environment, compose, ports, project)
        place.forget()
        try:
            yield place
        finally:
            _leave_nothing(place)


def _clone(folder: Path) -> None:
    # What is pulled later is as of now, whatever is committed meanwhile.
    origin = folder.parent / "origin.git"
    for given in (["--bare", str(ROOT), str(origin)], [str(origin), str(folder)]):
        subprocess.run(["git", "clone", "--quiet", *given], check=True, capture_output=True)
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--modified", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    for name in filter(None, listed.stdout.split("\0")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        if (ROOT / name).exists():
            shutil.copy(ROOT / name, folder / name)
    # The containers' user writes files there, as it does in an operator's folder.
    for path in (folder.parent, folder):
        path.chmod(0o777)


def _leave_nothing(place: Place) -> None:
    place.forget()
    profiles = " ".join(f"--profile={profile}" for profile in PROFILES)
    if (place.folder / "docker-compose.cluster.yml").exists():
        place.type(
            f"docker-compose -f docker-compose.yml -f docker-compose.cluster.yml {profiles} "
            "down --volumes --remove-orphans --timeout=35"
        )
    left = f"label=com.docker.compose.project={place.project}"
    place.type(f"docker ps -aq --filter {left} | xargs -r docker rm -f -v")
    place.type(f"docker volume ls -q --filter name=^{place.project}_ | xargs -r docker volume rm -f")
    place.type(f"docker images -q {place.project} | sort -u | xargs -r docker image rm -f")
    place.type(f"docker network ls -q --filter {left} | xargs -r docker network rm")
