"""Processor seconds and memory of this process's descendants, by what they are: a service, PostgreSQL,
RabbitMQ."""

import os
from collections import defaultdict
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Process:
    """One line of ``/proc/PID/stat``, as far as it matters; seconds."""

    pid: int
    parent: int
    own: float
    ended_children: float


def seconds() -> dict[str, float]:
    """Name → seconds so far, of ended children too (PostgreSQL has a process for each session)."""
    table, names = _ours()
    found: dict[str, float] = defaultdict(float)
    for pid, name in names.items():
        found[name] += table[pid].own
        if name == "postgresql":
            found[name] += table[pid].ended_children
    return dict(found)


def resident_megabytes() -> dict[str, float]:
    """Name → proportional set size now: what PostgreSQL's processes share is counted once."""
    found: dict[str, float] = defaultdict(float)
    for pid, name in _ours()[1].items():
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
            found[name] += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
    return {name: round(size) for name, size in found.items()}


def difference(after: dict[str, float], before: dict[str, float]) -> dict[str, float]:
    """What was used in between."""
    return {name: after[name] - before.get(name, 0.0) for name in after}


def _ours() -> tuple[dict[int, Process], dict[int, str]]:
    table = {process.pid: process for process in map(_read, Path("/proc").iterdir()) if process}
    return table, {pid: name for pid in table if _is_ours(pid, table) and (name := _name_of(pid))}


def _read(folder: Path) -> Process | None:
    if not folder.name.isdigit():
        return None
    try:
        # The name in brackets may hold spaces; what follows the last bracket does not.
        fields = (folder / "stat").read_text().rpartition(")")[2].split()
    except OSError:
        return None
    user, system, children_user, children_system = (int(field) / _TICKS for field in fields[11:15])
    return Process(int(folder.name), int(fields[1]), user + system, children_user + children_system)


def _is_ours(pid: int, table: dict[int, Process]) -> bool:
    while pid in table and pid > 1:
        pid = table[pid].parent
        if pid == os.getpid():
            return True
    return False


def _name_of(pid: int) -> str | None:
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace").split("\0")
    except OSError:
        return None
    if "cli.main" in words:
        return words[words.index("cli.main") + 2]
    if "beam.smp" in words[0]:
        return "rabbitmq"
    return "postgresql" if "postgres" in words[0] else None
