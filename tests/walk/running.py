"""Many walks, each to its end; the first that goes wrong is made as short as it can be."""

import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from random import Random

from tests.walk.road import travel
from tests.walk.steps import Path, Step, play
from tests.walk.town import Town
from tests.walk.verdict import fall_silent, faults
from tests.walk.walking import Walker

_SAY_EVERY = 500
"""Walks after which a long run says how far it is."""


def _nothing(_said: str) -> None:
    """A short run tells nobody how far it is."""


@dataclass
class Failure:
    """A walk that went wrong, made short."""

    path: Path
    what: str

    def __str__(self) -> str:
        said = "\n".join(f"  {_shown(step)}" for step in self.path)
        return f"{self.what}\n after\n{said}"


@dataclass
class Run:
    """What a run saw."""

    walks: int = 0
    steps: int = 0
    seconds: float = 0.0
    failures: dict[str, Failure] = field(default_factory=dict)
    """By what went wrong, without ids."""


def walk(
    seed: int,
    walks: int,
    seconds: float,
    at_most: int = 1,
    walker: Walker | None = None,
    say: Callable[[str], None] = _nothing,
) -> tuple[Run, Walker]:
    """So many walks, or as many as the time allows; after ``at_most`` kinds of failures it ends.

    ``say`` hears of each kind at once, and of how far the run is.
    """
    run, walker = Run(), walker or Walker(Random(seed))
    begun = time.monotonic()
    if not walker.stations:
        travel(walker)
    while run.walks < walks and time.monotonic() - begun < seconds and len(run.failures) < at_most:
        run.walks += 1
        for failure, path in _one(walker, run):
            kind = _kind(failure)
            if kind not in run.failures:
                run.failures[kind] = Failure(shortened(path, kind), failure)
                say(f"seed {seed}, walk {run.walks}: {run.failures[kind]}")
        if not run.walks % _SAY_EVERY:
            say(f"seed {seed}: {run.walks} walks, {time.monotonic() - begun:.0f} s")
    run.seconds = time.monotonic() - begun
    return run, walker


def _one(walker: Walker, run: Run) -> Iterator[tuple[str, Path]]:
    before, town, aim = walker.start()
    path = list(before)
    try:
        for step in walker.steps(path, town, aim):
            run.steps += 1
            path.append(step)
            refusal = play(town, step)
            walker.note(tuple(path), town, step, refusal)
        fall_silent(town)
        walker.count(town)
    except Exception:  # whatever goes wrong is what is looked for
        yield _trouble(), tuple(path)
        return
    for fault in faults(town):
        yield fault, tuple(path)


def outcome(path: Path) -> list[str]:
    """What is wrong at the end of that path, from the beginning."""
    town = Town.founded()
    try:
        for step in path:
            play(town, step)
        fall_silent(town)
    except Exception:  # as above
        return [_trouble()]
    return faults(town)


def shortened(path: Path, kind: str, patience: float = 60) -> Path:
    """Without the steps that the fault does not need."""
    until = time.monotonic() + patience
    size = max(len(path) // 2, 1)
    while size and time.monotonic() < until:
        at = 0
        while at < len(path):
            shorter = path[:at] + path[at + size :]
            if any(_kind(fault) == kind for fault in outcome(shorter)):
                path = shorter
            else:
                at += size
        size //= 2
    return path


def _trouble() -> str:
    """The exception at hand: its last line, and where it was raised."""
    lines = traceback.format_exc().strip().splitlines()
    where = [line.strip() for line in lines if line.strip().startswith("File")][-1]
    return f"{lines[-1]} ({where.split('/')[-1]})"


def _kind(fault: str) -> str:
    """Without ids and moments, which have digits."""
    return " ".join(word for word in fault.split() if not any(map(str.isdigit, word)))[:160]


def _shown(step: Step) -> str:
    when = f"{step.number} {step.at:%Y-%m-%d %H:%M}"
    if step.command is None or step.actor is None:
        return f"{when} silence"
    said = step.command.model_dump_json(exclude_defaults=True)
    return f"{when} {step.actor.role} {step.actor.id} {step.command.type} {said[:300]} order={step.order}"
