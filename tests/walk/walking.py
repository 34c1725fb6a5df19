"""A walk: from where somebody has been before, on by steps that the tables allow or must refuse."""

import math
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.contracts.envelope import Role
from tests.support.memory import Move
from tests.walk.acting import somebody
from tests.walk.aiming import Aim, Aims
from tests.walk.changing_township import change_of, other_deadlines
from tests.walk.known import About, Known
from tests.walk.steps import Path, Step, Told, written
from tests.walk.town import DAY, Town
from tests.walk.ways import Way, Ways
from tests.walk.writing import Writer

LONGEST = 160
"""Steps of a walk with those of the way before it."""
_FARTHEST = 130
"""Steps to a place from which walks begin."""
_TRIALS = 5
_AIMED = 36
"""Trials of a command that a walk begins with."""
_PATIENCE = 12
"""Trials at one moment."""
_FRESH = 0.15
"""Part of the walks that begin with a township in which nothing has happened."""
_AGAIN = 0.03
"""Part of the steps that say once more what was said before: a sender tries again."""
_AIMING = 0.5
"""Part of the others that begin by taking a transition that was taken seldom."""


class Station(NamedTuple):
    """A place where somebody has been."""

    path: Path
    town: Town
    standing: frozenset[tuple[str, str]]
    """The kinds of the things that are there, with their states."""


@dataclass
class Walker:
    """Goes on from the places that were reached before, the seldom ones as often as the others."""

    chance: Random
    known: Known = field(default_factory=Known)
    stations: dict[Told, Station] = field(default_factory=dict)
    taken: Counter[str] = field(default_factory=Counter)
    """Commands that were carried out."""
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Commands in a state of what they are about, and how often they were tried."""
    seen: Counter[Told] = field(default_factory=Counter)
    """Events with the states they led to, and how often."""

    @cached_property
    def beginning(self) -> Town:
        """A township in which nothing has happened."""
        return Town.founded()

    @cached_property
    def ways(self) -> Ways:
        """What the tables say."""
        return Ways(tuple(world.service for world in self.beginning.worlds.values()))

    @cached_property
    def aims(self) -> Aims:
        """Which transitions were taken."""
        return Aims(self.chance, self.ways)

    def start(self) -> tuple[Path, Town, Aim | None]:
        """Where a walk begins, and what it begins with, if with something."""
        if not self.stations or self.chance.random() < _FRESH:
            return (), self.beginning.fork(), None
        places = (station.standing for station in self.stations.values())
        aim = self.aims.next(places) if self.chance.random() < _AIMING else None
        needed = aim.standing if aim else frozenset()
        at = [told for told, one in self.stations.items() if needed <= one.standing]
        place = self.stations[self.chance.choices(at, [1 / (2 + self.seen[told]) for told in at])[0]]
        return place.path, place.town.fork(), aim

    def steps(self, path: list[Step], town: Town, aim: Aim | None = None) -> Iterator[Step]:
        """The next steps; each is to be played before the next is asked for."""
        for n in range(self.chance.choice((8, 15, 25, 40))):
            if len(path) >= LONGEST:
                return
            number = path[-1].number + 1 if path else 1
            if aim is not None and n == 0 and (step := self.towards(town, aim, number)):
                yield step
            elif self.chance.random() < 0.2:
                yield Step(number, self.later(town), order=self.chance.choice((0, 1, 1, 1)))
            elif path and self.chance.random() < _AGAIN:
                again = self.chance.choice(path)
                yield Step(number, town.now, again.actor, again.command)
            elif (said := self._said(town)) is not None:
                at = town.now + timedelta(minutes=self.chance.choice((0, 1, 20)))
                order = self.chance.randrange(2, 1 << 30) if self.chance.random() < 0.3 else 0
                yield Step(number, at, *said, order)

    def towards(self, town: Town, aim: Aim, number: int) -> Step | None:
        """A step that takes those transitions, or perhaps leads to them."""
        if aim.begins.on in self.ways.said:
            return self.attempt(town, number, aim.fits, _AIMED, wanted=aim.moves[-1])
        if aim.begins.on.endswith(".count_anew.v1"):
            return self.other_law(town, number, aim.moves[-1])
        return Step(number, self.later(town), order=self.chance.choice((0, 1)))

    def attempt(
        self,
        town: Town,
        number: int,
        fits: Callable[[Way], bool],
        tries: int,
        values: Mapping[str, Any] = MappingProxyType({}),
        wanted: Move | None = None,
        *,
        strict: bool = False,
    ) -> Step | None:
        """A step by which somebody says that, now or, if it is too early, later; one by which ``wanted`` is
        taken rather than another, or if ``strict``, no other."""
        there, at, order, another = town.fork(), town.now, 0, None
        ways = [way for way in self.ways.allowed(there) if fits(way)]
        for attempt in range(tries):
            if not ways or attempt % _PATIENCE == _PATIENCE - 1:
                if another or attempt >= tries - _PATIENCE:
                    return another
                at, order = self.later(there), 1
                there.wait_until(at, ladders_at=at)
                ways = [way for way in self.ways.allowed(there) if fits(way)]
            if not ways:
                continue
            way = self.chance.choice(ways)
            way = way._replace(fixed={**way.fixed, **values})
            said = self._written(there, About.of(there), way, self.chance.choice((0.0, 0.2, 0.5)))
            if said is None:
                continue
            trial = there.fork()
            refusal = trial.say(*said)
            if refusal is not None:
                self.known.learn(said[1], refusal)
            elif wanted is None or wanted in trial.moves:
                return Step(number, at, *said, order)
            elif not strict:
                another = another or Step(number, at, *said, order)
        return another

    def other_law(
        self, town: Town, number: int, wanted: Move | None = None, *, strict: bool = False
    ) -> Step | None:
        """A step by which the rules or the holidays become others; one by which ``wanted`` is taken rather
        than another, or if ``strict``, no other."""
        clerk, step = somebody(Role.OFFICE, None, town.law.at(town.now), self.chance), None
        for _ in range(_PATIENCE if clerk else 0):
            step, trial = Step(number, town.now, clerk, other_deadlines(town, self.chance)), town.fork()
            assert step.command
            assert clerk
            trial.say(clerk, step.command)
            trial.wait_until(trial.now + DAY)
            if wanted is None or wanted in trial.moves:
                return step
        return None if strict else step

    def note(self, path: Path, town: Town, step: Step, refusal: Refusal | None) -> None:
        """Learn from what came of a step; a place that was seldom reached is one to begin from."""
        if step.command is not None and refusal is not None:
            self.known.learn(step.command, refusal)
        elif step.command is not None:
            self.taken[step.command.type] += 1
        for what in town.told:
            self.seen[what] += 1
            there = self.stations.get(what)
            nearer = there is None or len(path) < len(there.path) or self.chance.random() < 0.05
            if nearer and len(path) < _FARTHEST and what[0].owner() != "directory":
                standing = frozenset((kind.name, thing.state) for _, kind, thing in town.things())
                self.stations[what] = Station(path, town.fork(), standing)
        self.count(town)

    def count(self, town: Town) -> None:
        """The transitions that were taken since this was asked last."""
        self.aims.taken.update(town.moves)
        town.moves.clear()
        town.told.clear()

    def later(self, town: Town) -> datetime:
        """A moment to come: one that is written somewhere, or any."""
        moments = sorted(moment for moment in written(town) if moment > town.now)[:4]
        usual = [town.now + self.chance.choice((DAY / 12, DAY, 3 * DAY, 8 * DAY, 31 * DAY))]
        return self.chance.choice(moments or usual) if self.chance.random() < 0.6 else usual[0]

    def _said(self, town: Town) -> tuple[Actor, Command] | None:
        """What somebody says: most of what would be refused is tried elsewhere and not said."""
        draw = self.chance.random()
        if draw < 0.03:
            command = change_of(town, self.chance)
            clerk = somebody(Role.OFFICE, None, town.law.at(town.now), self.chance)
            return (clerk, command) if clerk and command else None
        about, said = About.of(town), None
        possible = list(self.ways.anything(town) if draw > 0.97 else self.ways.allowed(town))
        weights = [self._weight(way) for way in possible]
        way = self.chance.choices(possible, weights)[0]
        for _ in range(_TRIALS):
            said = self._written(town, about, way)
            if said is None or self.chance.random() < 0.1:
                break
            refusal = town.fork().say(*said)
            self.tried[way.about] += 1
            if refusal is None:
                self.tried[way.about] = 0
                break
            self.known.learn(said[1], refusal)
        return said

    def _weight(self, way: Way) -> float:
        """What was done or tried seldom comes first, so that nothing is left out and nothing is tried for
        ever."""
        taken, tried = self.taken[way.command.type], self.tried[way.about]
        return 1 / ((3 + taken) * math.sqrt(3 + tried) ** 3)

    def _written(
        self, town: Town, about: About, way: Way, left_out: float = 0.5
    ) -> tuple[Actor, Command] | None:
        role = Role(self.chance.choice(way.roles if self.chance.random() < 0.97 else list(Role)))
        actor = somebody(role, way.focus, town.law.at(town.now), self.chance)
        writer = Writer(town, about, self.known, self.chance, left_out, least=left_out < 0.5)
        command = writer.write(way.command, way.focus, way.fixed)
        return (actor, command) if actor and command else None
