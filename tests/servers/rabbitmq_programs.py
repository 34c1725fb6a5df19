"""Find the machine's RabbitMQ programs; on Debian, root installs them when they are missing."""

import fcntl
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

# Not the scripts of /usr/sbin: those switch to the account and the folders of the system's own node.
_PLAIN_SCRIPTS = Path("/usr/lib/rabbitmq/bin")
_POLICY = Path("/usr/sbin/policy-rc.d")


class RabbitMQMissing(Exception):
    """RabbitMQ is not installed and cannot be installed from here; the message says what to do."""


def rabbitmq_programs() -> Path:
    """The folder with the plain scripts ``rabbitmq-server`` and ``rabbitmqctl``. Raises RabbitMQMissing."""
    found = _installed()
    if found is None and os.geteuid() == 0 and shutil.which("apt-get"):
        _install()
        found = _installed()
    if found is None:
        raise RabbitMQMissing(
            "缺少 RabbitMQ：请安装 rabbitmq-server。RabbitMQ is missing: apt-get install rabbitmq-server"
        )
    return found


def _installed() -> Path | None:
    on_path = shutil.which("rabbitmq-server")
    candidates = [_PLAIN_SCRIPTS, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((folder for folder in candidates if (folder / "rabbitmq-env").exists()), None)


def _install() -> None:
    """Install the Debian package without starting its service."""
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    environment["PATH"] = f"{environment.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    packages = ["install", "-y", "--no-install-recommends", "rabbitmq-server"]
    with (Path(tempfile.gettempdir()) / "youyue-install.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if _installed():  # by another test process meanwhile
            return
        with _services_stay_stopped():
            for arguments in (["update", "-qq"], packages):
                done = subprocess.run(
                    ["apt-get", *arguments], env=environment, capture_output=True, text=True
                )
                if done.returncode:
                    last = (done.stderr.strip().splitlines() or [""])[-1]
                    raise RabbitMQMissing(f"RabbitMQ is missing, and apt-get {arguments[0]} failed: {last}")


@contextmanager
def _services_stay_stopped() -> Iterator[None]:
    """While this lasts, packages may not start their services; the machine's own policy comes back
    afterwards."""
    own = _POLICY.with_name("policy-rc.d.before-youyue")
    if _POLICY.exists() or _POLICY.is_symlink():
        _POLICY.rename(own)
    try:
        _POLICY.write_text("#!/bin/sh\nexit 101\n")
        _POLICY.chmod(0o755)
        yield
    finally:
        _POLICY.unlink()
        if own.exists() or own.is_symlink():
            own.rename(_POLICY)
