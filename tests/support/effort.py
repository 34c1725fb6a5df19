"""How much work something is, measured so that what else the machine does cannot fail a test.

Seconds of this thread's processor time; the least of several runs, since disturbance only adds. Whether work
grows with the length or with its square is asked over four times the length, where the two lie far apart: 4
against 16."""

import gc
import time
from collections.abc import Callable

MANY = 30
"""Runs before work counts as too much."""
TIMES = 4
"""How much longer the long text is than the short one."""
MOST = TIMES**1.5
"""Between growing with the length and growing with its square, as far from the one as from the other."""


def seconds(work: Callable[[], object]) -> float:
    """Of the processor, without what is spent on collecting garbage, which belongs to no work."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        begun = time.thread_time()
        work()
        return time.thread_time() - begun
    finally:
        if collecting:
            gc.enable()


def least(work: Callable[[], object], enough: float) -> float:
    """Seconds of the quickest run; no more runs than needed to see one that takes ``enough`` at most."""
    quickest = seconds(work)
    for _ in range(MANY):
        if quickest <= enough:
            break
        quickest = min(quickest, seconds(work))
    return quickest


def growth(short: Callable[[], object], long: Callable[[], object]) -> float:
    """How much longer ``long`` takes, at the least, than ``short``: what ``TIMES`` as much costs stays below
    ``MOST`` if it grows with the length."""
    shortest, longest = seconds(short), seconds(long)
    for _ in range(MANY):
        if longest <= MOST * shortest:
            break
        shortest, longest = min(shortest, seconds(short)), min(longest, seconds(long))
    return longest / shortest
