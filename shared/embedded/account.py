"""The account that a server runs under: PostgreSQL refuses to run as root."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import TypedDict

_CANDIDATES = ("youyue", "nobody", "daemon")


class RunAs(TypedDict):
    """The part of ``subprocess``'s arguments that names the user."""

    user: int | None
    group: int | None
    extra_groups: list[int] | None


@dataclass(frozen=True)
class Account:
    """An unprivileged account of this machine."""

    name: str
    uid: int
    gid: int

    def can_enter(self, folder: Path) -> bool:
        """Whether this account reaches ``folder`` through all its parents."""
        command = ["/bin/sh", "-c", 'cd "$1"', "enter", str(folder)]
        return subprocess.run(command, cwd="/", capture_output=True, **run_as(self)).returncode == 0


def run_as(account: Account | None) -> RunAs:
    """Arguments for ``subprocess`` that start a program under this account alone; None changes nothing."""
    if account is None:
        return {"user": None, "group": None, "extra_groups": None}
    return {"user": account.uid, "group": account.gid, "extra_groups": []}


def server_account() -> Account | None:
    """The account for servers when this process is root; None when it is not and needs no other.

    Raises LookupError when root finds none of the accounts that are tried.
    """
    if os.geteuid() != 0:
        return None
    for name in _CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(name, entry.pw_uid, entry.pw_gid)
    raise LookupError(f"no unprivileged account on this machine, tried {', '.join(_CANDIDATES)}")
