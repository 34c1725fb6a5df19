"""Which tests that take long are spared: those of parts that have not changed since main."""

import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType

MAIN = ("main", "origin/main")
ONLY_IF_CHANGED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "tests/unit/console/test_details.py": ("services/console", "shared/language", "tests/fuzz"),
        "tests/unit/intake/test_papers.py": (
            "services/intake/papers",
            "shared/language/words",
            "requirements",
        ),
        "tests/unit/intake/triage": (
            "services/intake",
            "demo",
            "training",
            "scripts",
        ),
        "tests/unit/scripts": (
            "scripts",
            "shared/language",
            "shared/language/telling",
        ),
    }
)
"""Tests → where the names of the files begin that they speak of, beside their own."""


def spared(changed: Iterable[str] | None) -> tuple[str, ...]:
    """The tests that need not run for a change of these files; None: nobody knows what has changed."""
    if changed is None:
        return ()
    names = tuple(changed)
    return tuple(
        tests
        for tests, parts in ONLY_IF_CHANGED.items()
        if not any(name.startswith((tests, *parts)) for name in names)
    )


def changed_since_main(root: Path) -> tuple[str, ...] | None:
    """The files that differ from where this branch left main, committed or not; None without a main."""
    bases = (_git(root, "merge-base", "HEAD", main) for main in MAIN)
    base = next((said.strip() for said in bases if said), None)
    if base is None:
        return None
    differ = _git(root, "diff", "--name-only", base) or ""
    added = _git(root, "ls-files", "--others", "--exclude-standard") or ""
    return tuple((differ + added).split("\n"))


def _git(root: Path, *given: str) -> str | None:
    done = subprocess.run(("git", *given), cwd=root, capture_output=True, text=True, check=False)
    return done.stdout if done.returncode == 0 else None
