"""A running platform's township as a walk sees it: what somebody could say next is found in memory, by the
real tables, and then said to the platform."""

import asyncio
from dataclasses import dataclass, field
from datetime import datetime
from random import Random

from demo.player import MOVES, OPERATOR
from shared.client.platform import new_command
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts.directory import AddTownship, AmendTownship
from tests.support.platform import STORY_START, TOWNSHIP, Platform
from tests.support.township import xiushan
from tests.walk.legs import Leg, Legs, OtherLaw, Silence
from tests.walk.steps import Step
from tests.walk.town import DAY, Town
from tests.walk.walking import Walker

SOURCE = "/partners/demo/tests"
_TRIES = 100


@dataclass
class LiveTown:
    """Goes roads on a platform. ``accepted``: the types of commands that were carried out; ``answers``: all
    that came back, in order."""

    platform: Platform
    seed: int
    now: datetime = STORY_START
    accepted: set[str] = field(default_factory=set)
    answers: list[Envelope] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.walker = Walker(Random(self.seed))
        self.founded = Town.founded()

    async def view(self) -> Town:
        """The township as it stands in the services' databases."""
        town = self.founded.fork()
        town.now = self.now
        for name, world in town.worlds.items():
            for kind in () if name == "directory" else world.service.kinds:
                sql = f'SELECT data::text FROM "{kind.table.name}" WHERE tenant = :township'
                for (document,) in await self.platform.rows(name, sql, township=TOWNSHIP):
                    thing = kind.load(document)
                    world.things[kind.name, kind.id_of(thing)] = thing
                    for other in town.worlds.values():
                        if other is not world and kind.name in other.service.learns:
                            other.knows(kind.name, kind.publish(thing))
        return town

    async def found(self) -> None:
        """Directory has it, as the other services know it."""
        there = xiushan()
        add = AddTownship(profile=there.profile, rules=there.rules, lists=there.lists)
        await self.say(add, OPERATOR)
        amend = AmendTownship(lists=there.lists, reason="核对")
        await self.say(amend, OPERATOR)
        await self.platform.settle()

    async def go(self, road: Legs) -> None:
        """The road as far as it leads."""
        for leg in (one for one in road for _ in range(getattr(one, "times", 1))):
            if isinstance(leg, Silence):
                await self.wait_until(self.now + leg.days * DAY)
            elif isinstance(leg, OtherLaw) or (not await self.attempt(leg) and leg.needed):
                return

    async def attempt(self, leg: Leg) -> bool:
        """Whether somebody could say that, and the platform took it."""
        town = await self.view()
        step = self.walker.attempt(town, 1, lambda way: way.command.type == leg.type, _TRIES, leg.values)
        return step is not None and await self.take(step)

    async def take(self, step: Step) -> bool:
        """Wait for the moment of a step and say what it says. Whether it was taken."""
        assert step.command is not None
        assert step.actor is not None
        if step.at > self.now:
            await self.wait_until(step.at)
        answer = await self.say(step.command, step.actor)
        await self.platform.settle()
        return not answer.type.endswith(".command.refused.v1")

    async def say(self, command: Command, actor: Actor) -> Envelope:
        """Send it, and keep what came back."""
        answer = await self.platform.client.ask(new_command(command, actor, TOWNSHIP, SOURCE))
        self.answers.append(answer)
        if not answer.type.endswith(".command.refused.v1"):
            self.accepted.add(command.type)
        return answer

    async def wait_until(self, moment: datetime) -> None:
        """Nobody says anything until then; what was due meanwhile happens late."""
        self.now = max(moment, self.now)
        await asyncio.gather(*(self.say(move(to=self.now), OPERATOR) for move in MOVES))
        await self.platform.settle()
