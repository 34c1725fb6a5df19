"""Roads through the loop, by commands alone: who says each and what, is found by trying. Walks begin beside
them, so that what comes late in a life is walked as often as what comes early."""

from random import Random

from tests.walk.legs import Leg, Legs, OtherLaw, Silence
from tests.walk.roads import ROADS
from tests.walk.steps import Path, Step, play
from tests.walk.town import DAY, Town
from tests.walk.walking import Walker

_TRIES = 100
_LYING = next(order for order in range(2, 1000, 2) if Town.lets_lie(Random(order)))
"""An order of events in which they lie about until the next step."""
Ends = dict[str, tuple[Path, Town]]


def travel(walker: Walker, times: int = 20) -> set[str]:
    """Go each road as far as it leads, again if that was not to its end; every place on it is one to begin
    from. Those that led to their end."""
    ends: Ends = {"": ((), walker.beginning)}
    for name, road in ROADS.items():
        for _ in range(times if road.after in ends else 0):
            if (end := _travel(walker, road.legs, *ends[road.after])) is not None:
                ends[name] = end
                break
    return set(ends) & set(ROADS)


def _travel(walker: Walker, legs: Legs, before: Path, there: Town) -> tuple[Path, Town] | None:
    town, path = there.fork(), list(before)
    for one in (leg for leg in legs for _ in range(leg.times)):
        if (step := _step(walker, town, one, len(path) + 1)) is not None:
            path.append(step)
            walker.note(tuple(path), town, step, play(town, step))
        elif one.needed:
            return None
    return tuple(path), town


def _step(walker: Walker, town: Town, one: Leg | Silence | OtherLaw, number: int) -> Step | None:
    if isinstance(one, Silence):
        step, trial = Step(number, town.now + one.days * DAY, order=1), town.fork()
        if one.takes:
            play(trial, step)
        return step if one.takes is None or one.takes in trial.moves else None
    if isinstance(one, OtherLaw):
        return walker.other_law(town, number, one.takes, strict=True)
    said = walker.attempt(
        town, number, lambda way: way.command.type == one.type, _TRIES, one.values, one.takes, strict=True
    )
    return said._replace(order=_LYING) if said and one.lies else said
