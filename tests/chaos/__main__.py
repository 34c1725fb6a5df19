"""``python -m tests.chaos``: a calm run, the same with faults, both compared. One line in the end; exit 0:
good."""

import argparse
import asyncio
import contextlib
import logging
import signal
import sys
import time

from tests.chaos.compare import compare
from tests.chaos.report import is_good, recoveries, summary
from tests.chaos.run import run
from tests.chaos.size import Size

_BEGAN = time.monotonic()


def told(line: str) -> None:
    """Progress goes to the standard error, the result to the standard output."""
    sys.stderr.write(f"[{time.monotonic() - _BEGAN:6.1f}] {line}\n")


def main() -> int:
    """The exit code: 0 only if nothing was lost, doubled or parked."""
    size = _size()
    for name in (
        "aio_pika",
        "aiormq",
    ):  # they tell at length what the faults do to the load's own connections
        logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        return asyncio.run(_both(size))
    except (KeyboardInterrupt, asyncio.CancelledError):
        told("interrupted")
        return 130


async def _both(size: Size) -> int:
    task = asyncio.current_task()
    assert task
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, task.cancel)
    told("the calm run")
    calm = await run(size, told, None, size.limit)
    if not calm.finished:
        return 1
    told(f"calm: {calm.answered} commands in {calm.seconds:.0f} s, at rest after {calm.resting:.1f} s")
    told("the run with faults")
    disturbed = await run(size, told, calm.answered, max(60.0, size.limit - time.monotonic() + _BEGAN))
    difference = await asyncio.to_thread(compare, calm.facts, disturbed.facts)
    for example in difference.examples:
        told(example)
    for what, count in difference.where.most_common():
        told(f"{count} things {what}")
    for name, result in (("calm", calm), ("disturbed", disturbed)):
        for problem in result.soundness.problems:
            told(f"{name}: {problem}")
    good = is_good(disturbed, difference) and not calm.soundness.problems and not calm.soundness.parked
    lines = (
        f"calm: {calm.answered} commands, {len(calm.facts)} rows, {calm.seconds:.0f} s; "
        f"disturbed: {disturbed.seconds:.0f} s, at rest {disturbed.resting:.1f} s after the last answer",
        "| fault | count | median recovery, s | longest, s |",
        "| --- | ---: | ---: | ---: |",
        *recoveries(disturbed.injected),
        summary(size, disturbed, difference),
    )
    sys.stdout.write("\n".join(lines) + "\n")
    return 0 if good else 1


def _size() -> Size:
    parser = argparse.ArgumentParser(prog="python -m tests.chaos", description=__doc__)
    parser.add_argument("--cases", type=int, default=10_000, help="submissions in all")
    parser.add_argument("--loops", type=int, default=500, help="of them, those that walk from raise to rate")
    parser.add_argument("--faults", type=int, default=52, help="faults in the second run")
    parser.add_argument(
        "--outage", type=float, default=60.0, help="seconds of one more: the broker away; 0: none"
    )
    parser.add_argument("--seed", type=int, default=1, help="what is done and what is broken follows from it")
    parser.add_argument("--limit", type=float, default=1800.0, help="seconds for everything")
    given = parser.parse_args()
    return Size(given.cases, given.loops, given.faults, given.seed, given.limit, given.outage)


if __name__ == "__main__":
    with contextlib.suppress(BrokenPipeError):
        sys.exit(main())
