"""Run with ``python -m scripts.check``: all parts at once, then one list. Exit code 1 if it has entries."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from scripts.check.changes import changed_since_main, spared
from scripts.check.loading import ROOT, failure
from scripts.check.parts import Part, beside, parts, shortened
from scripts.check.problem import Problem

WIDE = {"COLUMNS": "250", "TERM": "dumb", "NO_COLOR": "1", "PYTHONPATH": str(ROOT)}
"""So that lines are not cut before they are read."""
LEFT_OUT = "Left out: tests marked slow, those with servers{}. make test runs them."


@dataclass(frozen=True, slots=True)
class Ran:
    """A part that has ended, with what it found and how long it took."""

    name: str
    found: list[Problem]
    seconds: float


def main() -> int:
    """Print the list, the times and what was left out."""
    started = time.monotonic()
    unneeded = spared(changed_since_main(ROOT))
    with ThreadPoolExecutor() as pool:
        running = [pool.submit(_run, part) for part in parts(unneeded)]
        complete = Ran("completeness", _completeness(), time.monotonic() - started)
        tests, *others = (future.result() for future in running)
    new, following = beside(tests.found, complete.found)
    found = [
        *complete.found,
        *(problem for ran in others for problem in shortened(ran.found)),
        *shortened(new),
    ]
    for number, problem in enumerate(found, 1):
        print(f"{number:3}. {problem}")
    if following:
        print(f"     … and {following} tests that fail because of these")
    took = ", ".join(f"{ran.name} {ran.seconds:.0f}" for ran in (complete, *others, tests))
    seconds = time.monotonic() - started
    print(f"\nmake check: {len(found) or 'nothing'} to put right; {seconds:.0f} s ({took})")
    if tests.found:
        print("A test alone: .venv/bin/python -m pytest 'its name'")
    unchanged = f", and for parts unchanged since main {', '.join(unneeded)}" if unneeded else ""
    print(LEFT_OUT.format(unchanged))
    return 1 if found else 0


def _run(part: Part) -> Ran:
    started = time.monotonic()
    program, *arguments = part.command
    command = (str(Path(sys.executable).with_name(program)), *arguments)
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=os.environ | WIDE, check=False)
    said = (done.stdout + done.stderr).decode("utf-8", "replace")
    found = [] if done.returncode == 0 else part.read(said) or [_unread(part, said)]
    return Ran(part.name, found, time.monotonic() - started)


def _unread(part: Part, said: str) -> Problem:
    """A failure that is not one of those that the part is expected to find: its last line."""
    last = said.strip().splitlines()[-1:] or ["it failed and said nothing"]
    return Problem(part.name, last[0][:300], f"run {' '.join(part.command)}")


def _completeness() -> list[Problem]:
    """What messages lack, or why that cannot be asked: a module that everything needs does not import."""
    try:
        from scripts.check.completeness import problems

        return problems()
    except Exception as error:
        return [failure(error)]


if __name__ == "__main__":
    sys.exit(main())
