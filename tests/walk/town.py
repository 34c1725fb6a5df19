"""The services of one township in one memory: their real tables and use cases, messages carried between them
as the subscriptions say, timers fired as the clock moves.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

from services.console.app import SERVICE as CONSOLE
from services.intake.storage.attachments import kept
from services.intake.storage.raisers import history_of
from shared.kernel.machine import TimerChange
from shared.kernel.messages.base import Command, Event
from shared.kernel.messages.envelope import SYSTEM, Actor
from shared.kernel.messages.errors import NotYetKnown, Refusal
from shared.kernel.store.kind import Kind
from shared.language.behaviour import Law
from shared.language.contracts.directory import AddTownship, TownshipEvent
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import Attachment
from shared.language.subscriptions import SUBSCRIPTIONS
from tests.support.memory import Move
from tests.support.township import xiushan
from tests.support.world import World, at
from tests.unit.directory.world import DirectoryWorld
from tests.unit.evaluation.world import EvaluationWorld
from tests.unit.handling.world import HandlingWorld
from tests.unit.intake.world import IntakeWorld
from tests.unit.scheduling.world import SchedulingWorld
from tests.walk.law import remembered
from tests.walk.raisers import history_in

BEGIN = at("2026-09-07 09:00")
OPERATOR = Actor("operator-1", Role.OPERATOR)
FILE = Attachment(attachment_id="9f86d081884c7d65" * 4, media_type="image/jpeg", size=4821)


class Lost(AssertionError):
    """Something that must hold does not."""


@dataclass
class Town:
    """All services. After ``say`` and ``wait_until`` every event has arrived, unless it is let lie."""

    worlds: dict[str, World]
    now: datetime = BEGIN
    told: list[tuple[type[Event], str]] = field(default_factory=list)
    """Every event so far, with the state of its thing afterwards."""
    moves: list[Move] = field(default_factory=list)
    """Every transition so far."""
    under_way: dict[tuple[str, str], deque[Event]] = field(default_factory=dict)
    """(producer, consumer) → events that have not arrived, in order."""

    @classmethod
    def founded(cls) -> "Town":
        """The sample township, which every service has heard of."""
        town = cls(_worlds())
        there = xiushan()
        add = AddTownship(profile=there.profile, rules=there.rules, lists=there.lists)
        refusal = town.say(OPERATOR, add)
        assert refusal is None, refusal
        return town

    def fork(self) -> "Town":
        """Another one that goes its own way from here."""
        worlds = _worlds()
        for name, world in self.worlds.items():
            new = worlds[name]
            new.things, new.copies, new.timers = dict(world.things), dict(world.copies), dict(world.timers)
            new.rows, new.law = list(world.rows), world.law
        under_way = {way: deque(events) for way, events in self.under_way.items()}
        return Town(worlds, self.now, under_way=under_way)

    @property
    def law(self) -> Law:
        """As directory has it."""
        return self.worlds["directory"].law

    def say(self, actor: Actor, command: Command, chance: Random | None = None) -> Refusal | None:
        """``actor`` sends ``command`` now. Given ``chance``, the events that follow may lie about until the
        next step, and arrive in any order."""
        world = self.worlds[command.owner()]
        refusal, _ = world.take(self.now, actor, command)
        self._collect()
        if chance is None or not self.lets_lie(chance):
            self.settle(chance)
        return refusal

    @staticmethod
    def lets_lie(chance: Random) -> bool:
        """Whether the events that follow lie about."""
        return chance.random() <= 0.15

    def wait_until(self, to: datetime, *, ladders_at: datetime | None = None) -> None:
        """Nobody says anything until then. ``ladders_at``: reminders are not dealt with before that moment,
        as if the platform had stood still for them; of several of one ladder the highest is taken. In the
        same moment events that lie about stay where they are: what is said next crosses them."""
        passes = to > self.now
        if passes:
            self.settle()
        while (due := self._next_timer(to, ladders_at)) is not None:
            moment, world, key = due
            self.now = max(self.now, moment)
            world.fire(key, self.now)
            self._collect()
            if passes:
                self.settle()
        self.now = max(self.now, to)

    def settle(self, chance: Random | None = None) -> None:
        """Every event arrives: those of one service at another in order, the rest in any."""
        late = 0
        while ways := [way for way, events in self.under_way.items() if events]:
            way = chance.choice(ways) if chance else ways[0]
            event = self.under_way[way].popleft()
            try:
                self.worlds[way[1]].take(self.now, SYSTEM, event)
            except NotYetKnown as unknown:
                # Tried again, as by the retry queues.
                late += 1
                if late > 50:
                    raise Lost(f"{way[1]} never hears what {event.type} speaks of: {unknown}") from unknown
                self.under_way[way].append(event)
            self._collect()

    def things(self) -> Iterator[tuple[World, Kind[Any], Any]]:
        """Everything there is."""
        for world in self.worlds.values():
            kinds = {kind.name: kind for kind in world.service.kinds}
            for (name, _), thing in world.things.items():
                yield world, kinds[name], thing

    def timers(self) -> Iterator[tuple[World, TimerChange]]:
        """All that are set."""
        return ((world, timer) for world in self.worlds.values() for timer in world.timers.values())

    def begin(self, step: object) -> None:
        """Ids are named by the step from now on, so that leaving another step out renames none."""
        for name, world in self.worlds.items():
            world.mark, world.ids, world.messages = f"{name[0]}{step}", 0, 0
            world.written.clear()

    def _next_timer(self, to: datetime, ladders_at: datetime | None) -> tuple[datetime, World, str] | None:
        found = None
        for world in self.worlds.values():
            for key, timer in world.timers.items():
                assert timer.at
                when = max(timer.at, ladders_at) if ladders_at and _is_rung(world, timer) else timer.at
                if when <= to and (found is None or when < found[0]):
                    found = (when, world, key)
        return found

    def _collect(self) -> None:
        for producer, world in self.worlds.items():
            self.moves += world.moves
            world.moves.clear()
            for event in world.events:
                if isinstance(event, TownshipEvent):
                    # Directory hears no events, its own neither: it decides by the lists that it has.
                    world.law = world.read(event.township)
                carried = getattr(event, event.entity(), None)
                self.told.append((type(event), str(getattr(carried, "state", ""))))
                again = type(event).model_validate_json(event.model_dump_json())
                for consumer in self.worlds:
                    if type(event) in SUBSCRIPTIONS[consumer].get(producer, ()):
                        self.under_way.setdefault((producer, consumer), deque()).append(again)
            world.events.clear()


def _is_rung(world: World, timer: TimerChange) -> bool:
    ladders = (kind.behaviour.reminders for kind in world.service.kinds)
    return any(reminders and isinstance(timer.event, reminders.due) for reminders in ladders)


def _worlds() -> dict[str, World]:
    intake = IntakeWorld()
    intake.answer(history_of, lambda person, since: history_in(intake, person, since))
    intake.answer(kept, lambda ids: {id: FILE for id in ids if id == FILE.attachment_id})
    worlds = {
        "directory": DirectoryWorld(added=False),
        "intake": intake,
        "scheduling": SchedulingWorld(),
        "handling": HandlingWorld(),
        "evaluation": EvaluationWorld(),
        "console": World(service=CONSOLE),
    }
    for world in worlds.values():
        world.read = remembered
    return worlds


DAY = timedelta(days=1)
