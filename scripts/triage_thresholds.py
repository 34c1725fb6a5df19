"""From which probability on a yes-or-no head says yes, chosen on examples that were left out when it was
trained."""

from collections.abc import Sequence

DANGER_RECALL = 0.96
FEWEST, MOST = 35, 60
"""Hundredths between which the rightest threshold is looked for."""


def enough(pairs: Sequence[tuple[float, bool]]) -> float:
    """For dangers: the highest threshold (in hundredths) that finds enough of them."""
    dangers = [p for p, is_danger in pairs if is_danger]
    for hundredth in range(50, 2, -1):
        if sum(p >= hundredth / 100 for p in dangers) >= DANGER_RECALL * len(dangers):
            return hundredth / 100
    return 0.02


def rightest(pairs: Sequence[tuple[float, bool]]) -> float:
    """The threshold (in hundredths) by which most are right, the middle one of those that are equally
    good."""

    def right(hundredth: int) -> int:
        return sum((p >= hundredth / 100) == true for p, true in pairs)

    scores = {hundredth: right(hundredth) for hundredth in range(FEWEST, MOST + 1)}
    equal = [hundredth for hundredth, score in scores.items() if score == max(scores.values())]
    return equal[len(equal) // 2] / 100
