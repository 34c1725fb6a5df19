"""``make walk``: walks by the ten thousand, what they never reached, and each failure with its steps."""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from typing import NamedTuple

from tests.support.memory import Move
from tests.walk.coverage import ENOUGH, Taking, unreached
from tests.walk.running import Run, walk

_KINDS = 10
"""Kinds of failures after which a run ends."""


class Part(NamedTuple):
    """What one process walked."""

    run: Run
    commands: Counter[str]
    moves: Counter[Move]
    all_commands: frozenset[str]
    clauses: frozenset[Taking]


def _say(said: str) -> None:
    sys.stderr.write(f"{said}\n")
    sys.stderr.flush()


def _part(seed: int, walks: int, seconds: float) -> Part:
    run, walker = walk(seed, walks, seconds, at_most=_KINDS, say=_say)
    return Part(run, walker.taken, walker.aims.taken, walker.ways.said, walker.ways.clauses)


def main() -> int:
    """Exit code 0: nothing was found, and every transition was taken that is to be taken."""
    parser = argparse.ArgumentParser(prog="make walk")
    parser.add_argument("--walks", type=int, default=ENOUGH)
    parser.add_argument("--seconds", type=float, default=7200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    seeds = [given.seed + n for n in range(given.jobs)]
    each = -(-given.walks // given.jobs)
    with ProcessPoolExecutor(given.jobs) as pool:
        parts = list(pool.map(_part, seeds, repeat(each), repeat(given.seconds)))
    runs = [part.run for part in parts]
    failures = {kind: failure for run in runs for kind, failure in run.failures.items()}
    for failure in failures.values():
        sys.stdout.write(f"{failure}\n\n")
    missing = _coverage(parts)
    walks = sum(run.walks for run in runs)
    sys.stdout.write(
        f"walk: {walks} walks of {sum(run.steps for run in runs)} steps, each with three years of silence; "
        f"seeds {seeds}; {max(run.seconds for run in runs):.0f} s; "
        f"{len(failures) or 'no'} kinds of failures\n"
    )
    return 1 if failures or (missing and walks >= ENOUGH) else 0


def _coverage(parts: Iterable[Part]) -> bool:
    """Say what was reached; whether something was not that ought to be."""
    commands = {command for part in parts for command in part.commands}
    moves = {move for part in parts for move in part.moves}
    clauses, never = next((part.clauses, part.all_commands - commands) for part in parts)
    every = {move for clause in clauses for move in clause}
    for move in sorted(every - moves):
        sys.stdout.write(f"not in this state: {' '.join(move)}\n")
    untaken = list(unreached(clauses, moves))
    for move, why in untaken:
        sys.stdout.write(f"never taken from any state: {' '.join(move)}{why and f': {why}'}\n")
    missing = sum(not why for _, why in untaken)
    sys.stdout.write(
        f"reached: {len(commands)} commands, never carried out: {', '.join(sorted(never)) or 'none'}; "
        f"{len(clauses) - len(untaken)} of {len(clauses)} clauses, {missing} missing without a reason; "
        f"{len(moves & every)} of {len(every)} transitions and waits by state\n"
    )
    return bool(missing or never)


if __name__ == "__main__":
    sys.exit(main())
