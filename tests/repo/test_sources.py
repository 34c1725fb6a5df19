"""What holds for every file of the project."""

import re
import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
LINES = 250
BINARY = {".png", ".ico", ".mo", ".woff2", ".pdf"}
EXAMPLE_HOSTS = {
    "127.0.0.1",
    "0.0.0.0",
    "www.apache.org",  # the licence
    "www.w3.org",  # names of XML vocabularies
    "json-schema.org",  # names of dialects
}
"""Hosts with a dot that a file may name; without one it is this machine or a service of the compose file."""
RESERVED = (".example", ".invalid", ".test")
"""Names that RFC 2606 keeps free of real hosts."""
URL = re.compile(r"\b(?:https?|amqps?|postgresql(?:\+asyncpg)?)://(?:[^\s/@\"'`]*@)?([A-Za-z0-9.-]+)")
MACHINE_PATH = re.compile(
    r"(?<![\w./$}{:-])/(?:" + "|".join(("home", "Users", "root", "work", "mnt")) + r")/\w"
)


@cache
def files() -> tuple[Path, ...]:
    """What git tracks, or would; of a tree without git, everything that is not made by tools."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        return tuple(
            p for p in ROOT.rglob("*") if p.is_file() and not p.relative_to(ROOT).parts[0].startswith(".")
        )
    names = listed.stdout.decode().split("\0")
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def lines() -> list[tuple[str, str]]:
    found = []
    for path in files():
        if path.suffix not in BINARY:
            for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
                found.append((f"{path.relative_to(ROOT)}:{number}", line))
    return found


def test_a_file_of_code_is_short() -> None:
    code = [path for path in files() if path.suffix == ".py"]
    long = {
        str(p.relative_to(ROOT)): n for p in code if (n := len(p.read_text("utf-8").splitlines())) > LINES
    }
    assert len(code) > 500
    assert set(long) == set(), long


def test_a_unit_test_measures_work_by_the_one_way_that_a_busy_machine_cannot_disturb() -> None:
    clocks = re.compile(r"\b(?:perf_counter|process_time|thread_time|monotonic)(?:_ns)?\(")
    measured = {where.split(":")[0] for where, line in lines() if clocks.search(line)}
    assert "tests/support/effort.py" in measured
    assert {name for name in measured if name.startswith("tests/unit/")} == set()


def test_no_file_names_a_host_that_is_not_an_example() -> None:
    named = {(where, host.lower()) for where, line in lines() for host in URL.findall(line) if "." in host}
    real = {(where, host) for where, host in named if not host.rstrip(".").endswith(RESERVED)}
    assert {(where, host) for where, host in real if host.rstrip(".") not in EXAMPLE_HOSTS} == set()


def test_no_file_names_a_path_of_somebody_s_machine() -> None:
    assert [where for where, line in lines() if MACHINE_PATH.search(line)] == []
