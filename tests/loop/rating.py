"""Handling and evaluation side by side: what one tells reaches the other at once, timers fire in order."""

from datetime import datetime, timedelta

from services.evaluation.domain.ballot.ballot import Ballot
from services.evaluation.storage.tables import BALLOT
from services.handling.domain.item.item import Item
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.language.contracts.evaluation import CastVote
from shared.language.subscriptions import SUBSCRIPTIONS
from tests.support.world import World, at
from tests.unit.evaluation.builders import deputy
from tests.unit.evaluation.story_material import topics
from tests.unit.evaluation.world import EvaluationWorld
from tests.unit.handling.examples import answered, contacted, publish

ALL = tuple(f"deputy-{number:02}" for number in range(1, 13))
"""Every deputy of the sample township."""
ANSWERED_AT = at("2026-10-12 15:00")


class Rated:
    """An item from a meeting whose answer is public, at ``ANSWERED_AT``."""

    def __init__(self) -> None:
        self.handling, self.id = answered()
        self.evaluation = EvaluationWorld()
        self.evaluation.knows("topic", *topics())
        self._heard = {"handling": 0, "evaluation": 0}
        self.carry(ANSWERED_AT)

    @property
    def item(self) -> Item:
        return self.handling.item(self.id)

    @property
    def ballots(self) -> list[Ballot]:
        """In the order of their opening."""
        found = [thing for (kind, _), thing in self.evaluation.things.items() if kind == BALLOT.name]
        return sorted(found, key=lambda ballot: ballot.opened_at)

    def carry(self, now: datetime) -> None:
        """All that was told and not heard of yet arrives."""
        worlds: dict[str, World] = {"handling": self.handling, "evaluation": self.evaluation}
        while any(self._heard[name] < len(world.events) for name, world in worlds.items()):
            for producer, consumer in (("handling", "evaluation"), ("evaluation", "handling")):
                events = worlds[producer].events
                fresh, self._heard[producer] = events[self._heard[producer] :], len(events)
                wanted = SUBSCRIPTIONS[consumer].get(producer, ())
                for event in fresh:
                    if isinstance(event, wanted):
                        worlds[consumer].hears(now, event)

    def says(self, when: datetime, actor: Actor, command: Command) -> None:
        """Somebody says something, which has to succeed, when all before has happened."""
        self.lives_until(when)
        world: World = self.handling if command.owner() == "handling" else self.evaluation
        world.must(when, actor, command)
        self.carry(when)

    def vote(self, when: datetime, result: str, *voters: str) -> None:
        """They all vote so in the newest ballot."""
        for voter in voters:
            reason = "没有修好" if result == "dissatisfied" else ""
            vote = CastVote(
                ballot_id=self.ballots[-1].ballot_id, process="basically", result=result, reason=reason
            )
            self.says(when, deputy(voter), vote)

    def answers_again(self, when: datetime) -> None:
        """The department talks with deputies and answers once more."""
        self.lives_until(when)
        contacted(self.handling, self.id, when)
        publish(self.handling, self.id, when)
        self.carry(when)

    def lives_until(self, moment: datetime) -> None:
        """Nobody says anything until then; what is due happens in order."""
        while (due := self._next()) and due <= moment:
            self.handling.advance(due)
            self.evaluation.advance(due)
            self.carry(due)

    def _next(self) -> datetime | None:
        timers = (*self.handling.timers.values(), *self.evaluation.timers.values())
        return min((timer.at for timer in timers if timer.at), default=None)


DAY = timedelta(days=1)
