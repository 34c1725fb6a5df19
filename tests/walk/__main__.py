"""``make walk``: walks by the ten thousand; one line at the end, and each kind of failure with its steps."""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat

from tests.walk.running import Run, walk

_KINDS = 10
"""Kinds of failures after which a run ends."""


def _part(seed: int, walks: int, seconds: float) -> tuple[Run, dict[str, int], set[str]]:
    run, walker = walk(seed, walks, seconds, at_most=_KINDS)
    return run, walker.taken, walker.commands


def main() -> int:
    """Exit code 0: nothing was found."""
    parser = argparse.ArgumentParser(prog="make walk")
    parser.add_argument("--walks", type=int, default=20_000)
    parser.add_argument("--seconds", type=float, default=7200)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    seeds = [given.seed + n for n in range(given.jobs)]
    each = -(-given.walks // given.jobs)
    with ProcessPoolExecutor(given.jobs) as pool:
        parts = list(pool.map(_part, seeds, repeat(each), repeat(given.seconds)))
    runs = [run for run, _, _ in parts]
    failures = {kind: failure for run in runs for kind, failure in run.failures.items()}
    never = sorted(parts[0][2] - {command for _, taken, _ in parts for command in taken})
    for failure in failures.values():
        sys.stdout.write(f"{failure}\n\n")
    sys.stdout.write(
        f"walk: {sum(run.walks for run in runs)} walks of {sum(run.steps for run in runs)} steps, each with "
        f"three years of silence; seeds {seeds}; {max(run.seconds for run in runs):.0f} s; "
        f"never carried out: {', '.join(never) or 'nothing'}; "
        f"{len(failures) or 'no'} kinds of failures\n"
    )
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
