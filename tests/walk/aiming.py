"""Aims: a walk begins by taking a transition that was taken seldom, where what it needs is there."""

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from random import Random
from typing import NamedTuple

from shared.kernel.machine import ABSENT
from tests.support.memory import Move
from tests.walk.ways import Way, Ways

_DEEP = 4
"""Events of events, at most, until a command or time that sets them off."""


class Aim(NamedTuple):
    """A transition, after those that lead to it by their events: the first is what somebody has to say, or a
    timer or a reminder."""

    moves: tuple[Move, ...]

    @property
    def begins(self) -> Move:
        """What sets it off."""
        return self.moves[0]

    @property
    def standing(self) -> frozenset[tuple[str, str]]:
        """Kinds and states of the things that have to be there."""
        return frozenset((move.kind, move.state) for move in self.moves if move.state != ABSENT)

    def fits(self, way: Way) -> bool:
        """Whether somebody who goes that way may take it."""
        move, state = self.begins, getattr(way.focus, "state", "")
        about = move.state in (state, ABSENT)
        return way.command.type == move.on and about


@dataclass
class Aims:
    """Which transitions were taken, and which are to be taken next."""

    chance: Random
    ways: Ways
    taken: Counter[Move] = field(default_factory=Counter)
    tried: Counter[Move] = field(default_factory=Counter)

    def next(self, places: Iterable[frozenset[tuple[str, str]]]) -> Aim | None:
        """One that can be taken in one of these places; those come first that were taken and tried seldom."""
        places = tuple(places)
        there = {one for place in places for one in place}
        possible = sorted(m for m in self.ways.moves if m.state == ABSENT or (m.kind, m.state) in there)
        seldom = [1 / ((1 + self.taken[move]) ** 1.5 * math.sqrt(1 + self.tried[move])) for move in possible]
        last = self.chance.choices(possible, seldom)[0]
        self.tried[last] += 1
        for _ in range(_DEEP):
            aim = self._led_to(last)
            if any(aim.standing <= place for place in places):
                return aim
        return None

    def _led_to(self, last: Move) -> Aim:
        moves: tuple[Move, ...] = (last,)
        while len(moves) < _DEEP and moves[0].on not in self.ways.said:
            if not (leads := self.ways.leading_to.get(moves[0].on)):
                break
            moves = (self.chance.choice(leads), *moves)
        return Aim(moves)

    @property
    def never(self) -> list[Move]:
        """Transitions that were never taken."""
        return sorted(self.ways.moves - set(self.taken))
