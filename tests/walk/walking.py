"""A walk: from where somebody has been before, on by steps that the tables allow or must refuse."""

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cached_property
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple

from shared.kernel.messages.base import Command, Event, MoveClock
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.errors import Refusal
from shared.language.calendar import at_local
from shared.language.contracts.envelope import Role
from shared.language.words import bilingual
from tests.walk.acting import somebody
from tests.walk.changing_township import change_of
from tests.walk.known import About, Known, named
from tests.walk.town import DAY, Lost, Town
from tests.walk.writing import Writer

LONGEST = 90
"""Steps of a walk with those of the way before it."""
_TRIALS = 5
_FRESH = 0.25
"""Part of the walks that begin with a township in which nothing has happened."""


class Step(NamedTuple):
    """Until ``at`` nobody says anything, then somebody says something."""

    number: int
    at: datetime
    actor: Actor | None = None
    command: Command | None = None
    order: int = 0
    """By which the events that follow arrive; 0: at once, in the order of the services. Odd: the platform
    stood still until then, and reminders are late."""


class Way(NamedTuple):
    """A command that somebody might give about a thing."""

    command: type[Command]
    roles: tuple[str, ...]
    focus: Any = None
    fixed: Mapping[str, str] = MappingProxyType({})

    @property
    def about(self) -> tuple[str, str]:
        """The command and the state of the thing."""
        return self.command.type, f"{type(self.focus).__name__} {getattr(self.focus, 'state', '')}"


Path = tuple[Step, ...]
Told = tuple[type[Event], str]
"""An event with the state of its thing afterwards."""


def play(town: Town, step: Step) -> Refusal | None:
    """Let the step happen; a refusal has to have a sentence in both languages."""
    town.begin(f"{step.number}.")
    town.wait_until(step.at, ladders_at=step.at if step.order % 2 else None)
    if step.actor is None or step.command is None:
        return None
    refusal = town.say(step.actor, step.command, Random(step.order) if step.order else None)
    if refusal is not None:
        sentence = bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values))
        if not (sentence.zh and sentence.en):
            raise Lost(f"{refusal.code} has no sentence")
    return refusal


@dataclass
class Walker:
    """Goes on from the places that were reached before, the seldom ones as often as the others."""

    chance: Random
    known: Known = field(default_factory=Known)
    stations: dict[Told, tuple[Path, Town]] = field(default_factory=dict)
    taken: dict[str, int] = field(default_factory=dict)
    refused: dict[tuple[str, str], int] = field(default_factory=dict)
    tried: dict[tuple[str, str], int] = field(default_factory=dict)
    """Commands in a state of what they are about, and how often they were tried."""
    seen: dict[Told, int] = field(default_factory=dict)
    """Events with the states they led to, and how often."""

    @cached_property
    def beginning(self) -> Town:
        """A township in which nothing has happened."""
        return Town.founded()

    @property
    def commands(self) -> set[str]:
        """The types of all that can be said."""
        return {cls.type for cls, _ in self._anything}

    def start(self) -> tuple[Path, Town]:
        """Where a walk begins."""
        if not self.stations or self.chance.random() < _FRESH:
            return (), self.beginning.fork()
        seldom = [1 / (2 + self.seen.get(what, 0)) for what in self.stations]
        path, town = self.stations[self.chance.choices(list(self.stations), seldom)[0]]
        return path, town.fork()

    def steps(self, path: list[Step], town: Town) -> Iterator[Step]:
        """The next steps; each is to be played before the next is asked for."""
        for _ in range(self.chance.choice((8, 15, 25, 40))):
            if len(path) >= LONGEST:
                return
            number = path[-1].number + 1 if path else 1
            if self.chance.random() < 0.2:
                yield Step(number, self.later(town), order=self.chance.choice((0, 1, 1, 1)))
            elif (said := self._said(town)) is not None:
                at = town.now + timedelta(minutes=self.chance.choice((0, 1, 20)))
                order = self.chance.randrange(1, 1 << 30) if self.chance.random() < 0.3 else 0
                yield Step(number, at, *said, order)

    def note(self, path: Path, town: Town, step: Step, refusal: Refusal | None) -> None:
        """Learn from what came of a step; a place that was seldom reached is one to begin from."""
        if step.command is not None and refusal is not None:
            self.known.learn(step.command, refusal)
            self._count(step.command, refusal)
        elif step.command is not None:
            self.taken[step.command.type] = self.taken.get(step.command.type, 0) + 1
        for what in town.told:
            self.seen[what] = self.seen.get(what, 0) + 1
            there = self.stations.get(what)
            nearer = there is None or len(path) < len(there[0]) or self.chance.random() < 0.05
            if nearer and len(path) < LONGEST // 2 and what[0].owner() != "directory":
                self.stations[what] = (path, town.fork())
        town.told.clear()

    def _count(self, command: Command, refusal: Refusal) -> None:
        key = (command.type, refusal.code)
        self.refused[key] = self.refused.get(key, 0) + 1

    def later(self, town: Town) -> datetime:
        """A moment to come: one that is written somewhere, or any."""
        moments = sorted(moment for moment in _moments(town) if moment > town.now)[:4]
        usual = [town.now + self.chance.choice((DAY / 12, DAY, 3 * DAY, 8 * DAY, 31 * DAY))]
        return self.chance.choice(moments or usual) if self.chance.random() < 0.6 else usual[0]

    def write(self, town: Town, type: str) -> tuple[Actor, Command] | None:
        """That command, about something that may take it."""
        ways = [way for way in self._allowed(town) if way.command.type == type]
        return self._written(town, About.of(town), self.chance.choice(ways), 0.2) if ways else None

    def _said(self, town: Town) -> tuple[Actor, Command] | None:
        """What somebody says: most of what would be refused is tried elsewhere and not said."""
        draw = self.chance.random()
        if draw < 0.03:
            command = change_of(town, self.chance)
            clerk = somebody(Role.OFFICE, None, town.law.at(town.now), self.chance)
            return (clerk, command) if clerk and command else None
        about, said = About.of(town), None
        possible = list(self._anything_about(town) if draw > 0.97 else self._allowed(town))
        weights = [self._weight(way) for way in possible]
        way = self.chance.choices(possible, weights)[0]
        for _ in range(_TRIALS):
            said = self._written(town, about, way)
            if said is None or self.chance.random() < 0.1:
                break
            refusal = town.fork().say(*said)
            self.tried[way.about] = self.tried.get(way.about, 0) + 1
            if refusal is None:
                self.tried[way.about] = 0
                break
            self.known.learn(said[1], refusal)
            self._count(said[1], refusal)
        return said

    def _weight(self, way: "Way") -> float:
        """What was done or tried seldom comes first, so that nothing is left out and nothing is tried for
        ever."""
        taken, tried = self.taken.get(way.command.type, 0), self.tried.get(way.about, 0)
        return 1 / ((3 + taken) * math.sqrt(3 + tried) ** 3)

    def _written(
        self, town: Town, about: About, way: "Way", left_out: float = 0.5
    ) -> tuple[Actor, Command] | None:
        role = Role(self.chance.choice(way.roles if self.chance.random() < 0.97 else list(Role)))
        actor = somebody(role, way.focus, town.law.at(town.now), self.chance)
        writer = Writer(town, about, self.known, self.chance, left_out)
        command = writer.write(way.command, way.focus, way.fixed)
        return (actor, command) if actor and command else None

    def _allowed(self, town: Town) -> Iterator["Way"]:
        """What the tables let somebody do in the states in which the things are, or make."""
        ids = {kind.id_field for _, kind, _ in town.things()}
        yield from (Way(cls, roles) for cls, roles in self._creations if not ids & set(cls.model_fields))
        for _, kind, thing in town.things():
            if kind.name != "township":
                fixed = {kind.id_field: kind.id_of(thing)}
                for row in kind.behaviour.leaving(thing.state):
                    if issubclass(row.on, Command) and not issubclass(row.on, MoveClock):
                        yield Way(row.on, row.by, thing, fixed)
                for name, id in {kind.id_field: kind.id_of(thing), **dict(named(thing))}.items():
                    for cls, roles in self._creations:
                        if name in cls.model_fields:
                            yield Way(cls, roles, thing, {name: id})

    def _anything_about(self, town: Town) -> Iterator["Way"]:
        """What no table may let somebody do."""
        for _, kind, thing in town.things():
            for cls, roles in self._anything:
                fixed = {kind.id_field: kind.id_of(thing)} if kind.id_field in cls.model_fields else {}
                yield Way(cls, roles, thing if kind.name != "township" else None, fixed)

    @cached_property
    def _creations(self) -> list[tuple[type[Command], tuple[str, ...]]]:
        """Commands that make a thing, and errands."""
        return [(cls, roles) for cls, roles in self._anything if self._makes(cls)]

    def _makes(self, cls: type[Command]) -> bool:
        services = [world.service for world in self.beginning.worlds.values()]
        rows = [row for s in services for kind in s.kinds for row in kind.behaviour.leaving("∅")]
        return any(row.on is cls for row in rows) or any(e.on is cls for s in services for e in s.errands)

    @cached_property
    def _anything(self) -> list[tuple[type[Command], tuple[str, ...]]]:
        """Every command there is, with all who may give it in some state."""
        roles: dict[type[Command], dict[str, None]] = {}
        for world in self.beginning.worlds.values():
            for kind in world.service.kinds:
                for row in kind.behaviour.transitions:
                    if issubclass(row.on, Command) and not issubclass(row.on, MoveClock):
                        roles.setdefault(row.on, {}).update(dict.fromkeys(row.by))
            for errand in world.service.errands:
                roles.setdefault(errand.on, {}).update(dict.fromkeys(errand.by))
        return [(cls, tuple(by)) for cls, by in roles.items() if cls.owner() != "directory"]


def _moments(town: Town) -> Iterator[datetime]:
    """What is written in the things: days, hours, and by when somebody is waited for."""
    for _, kind, thing in town.things():
        if kind.name == "township":
            continue
        for name in thing.__dataclass_fields__:
            value = getattr(thing, name)
            if isinstance(value, datetime):
                yield value
            elif isinstance(value, date):
                yield at_local(value, 15)
        for waiting in getattr(thing, "waiting", ()):
            yield waiting.due_at + timedelta(minutes=1)
