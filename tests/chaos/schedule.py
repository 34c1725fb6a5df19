"""When which fault comes: drawn from the seed, by the load's progress, some before the one before has
healed."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import cycle, islice

from tests.chaos.faults import KINDS, Kind, broker_away

_SALVOS = (1, 1, 2, 3)
_FIRST, _LAST = 0.03, 0.95
"""Share of the load that is done when the first and the last fault come."""
_OUTAGE = 0.4


@dataclass(frozen=True)
class Planned:
    """A fault of ``kind``; it comes at ``progress`` (0 to 1), ``delay`` seconds after the first of its
    salvo."""

    number: int
    kind: Kind
    target: str
    progress: float
    delay: float


def plan(count: int, seed: int, outage: float) -> tuple[Planned, ...]:
    """``count`` faults: of each kind its share, in turn for each target, in an order of the seed's.

    ``outage``: one more, half way, the broker away for so many seconds; 0: none.
    """
    chance = random.Random(f"faults:{seed}")
    chosen = list(islice(_in_turn(), count))
    chance.shuffle(chosen)
    salvos = list(_salvos(chosen, chance))
    planned: list[Planned] = []
    for number, salvo in enumerate(salvos):
        progress = _FIRST + (_LAST - _FIRST) * number / max(1, len(salvos) - 1)
        delay = 0.0
        for kind, target in salvo:
            planned.append(Planned(len(planned), kind, target, progress, delay))
            delay += chance.uniform(0.2, 3)
    if outage:
        kind = Kind("broker_outage", 1, partial(broker_away, outage))
        planned.append(Planned(len(planned), kind, "", _OUTAGE, 0.0))
    return tuple(sorted(planned, key=lambda fault: fault.progress))


def _in_turn() -> Iterator[tuple[Kind, str]]:
    """One of each kind, then again of those that have a share left, and so on for ever."""
    targets = {kind.name: cycle(kind.targets) for kind in KINDS}
    while True:
        for turn in range(max(kind.share for kind in KINDS)):
            for kind in KINDS:
                if turn < kind.share:
                    yield kind, next(targets[kind.name])


def _salvos(chosen: list[tuple[Kind, str]], chance: random.Random) -> Iterator[list[tuple[Kind, str]]]:
    rest = iter(chosen)
    while salvo := list(islice(rest, chance.choice(_SALVOS))):
        yield salvo
