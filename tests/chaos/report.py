"""The one line that sums a run up, and what stands behind it."""

from collections import Counter, defaultdict

from tests.chaos.compare import Difference
from tests.chaos.injector import Injected
from tests.chaos.run import Result
from tests.chaos.size import MATTER_SIZE, Size


def summary(size: Size, result: Result, difference: Difference) -> str:
    """Cases, faults by kind, lost, doubled, parked, longest recovery."""
    kinds = Counter(entry.planned.kind.name for entry in result.injected)
    loops = size.matters * MATTER_SIZE
    longest = max(result.injected, key=_recovery, default=None)
    return (
        f"chaos: {'' if result.finished else 'NOT FINISHED '}"
        f"cases={size.cases} loops={loops} seed={size.seed} "
        f"faults={len(result.injected)} ({', '.join(f'{name} {count}' for name, count in kinds.items())}) "
        f"overlapping={sum(entry.beside > 0 for entry in result.injected)} "
        f"killed_at_work={result.caught_at_work} "
        f"lost={difference.lost} doubled={difference.doubled} different={difference.different} "
        f"parked={result.soundness.parked} disordered={result.disordered} slow_stops={result.slow_stops} "
        + (
            f"longest_recovery={_recovery(longest):.1f}s ({longest.planned.kind.name})"
            if longest
            else "no_recovery"
        )
    )


def recoveries(injected: list[Injected]) -> list[str]:
    """For each kind: how many, the median and the longest recovery, as rows of a Markdown table."""
    by_kind: dict[str, list[float]] = defaultdict(list)
    for entry in injected:
        by_kind[entry.planned.kind.name].append(_recovery(entry))
    return [
        f"| {kind} | {len(times)} | {sorted(times)[len(times) // 2]:.1f} | {max(times):.1f} |"
        for kind, times in sorted(by_kind.items())
    ]


def is_good(result: Result, difference: Difference) -> bool:
    """Nothing lost, doubled, different, parked, out of order or left over."""
    counts = (
        difference.lost,
        difference.doubled,
        difference.different,
        result.soundness.parked,
        result.disordered,
    )
    return result.finished and not any(counts) and not result.soundness.problems and not result.slow_stops


def _recovery(entry: Injected) -> float:
    return entry.recovery or 0.0
