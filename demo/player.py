"""Plays the story: moves the clock through its dates, sends each act as a command, waits until the platform
rests."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

from demo.expectations import Surprise, check_answer, check_effect
from demo.mapping import COMMANDS, actor_of
from demo.names import Names
from demo.past import NO_PAST, SOURCE, Past, command_id
from demo.settle import Accounts
from demo.steps import Step, Story
from demo.townships import SAMPLES, read_sample
from shared.client import Client
from shared.client.platform import new_command
from shared.kernel.messages.base import Command, MoveClock
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts import evaluation, handling, intake
from shared.language.contracts.directory import AddTownship
from shared.language.contracts.envelope import Role
from shared.language.contracts.figures import Figures
from shared.language.contracts.registry import SERVICES, TYPES

MOVES = tuple(
    move
    for move in (TYPES[f"{service}.clock.move.v1"] for service in SERVICES)
    if issubclass(move, MoveClock)
)
"""The commands that move the clock of each service."""
OPERATOR = Actor("demo-operator", Role.OPERATOR)
OFFICE = Actor("office-1", Role.OFFICE)


@dataclass
class Player:
    """``progress`` is told of every step; ``events`` is what the client has heard so far, in order of
    arrival. ``past``: what an earlier player has done before it was interrupted; its commands are not sent
    again, their answers are taken as they were."""

    story: Story
    client: Client
    accounts: Accounts
    township: str
    progress: Callable[[Step, list[Surprise]], None] = lambda step, surprises: None
    events: list[Envelope] = field(default_factory=list)
    names: Names = field(default_factory=Names)
    surprises: list[Surprise] = field(default_factory=list)
    past: Past = NO_PAST
    _sent: int = 0
    _now: datetime | None = None
    _next_timer: datetime | None = None

    async def play(self) -> Figures:
        """Play it all and return the figures that the platform counted."""
        await self._take_in_townships()
        await self._live_until(self.story.steps[0].at)
        await self._plan_projects()
        for step in self.story.steps:
            await self._live_until(step.at)
            found = await self._take(step)
            self.surprises.extend(found)
            self.progress(step, found)
        return await self._figures()

    async def _take_in_townships(self) -> None:
        """The story's, and another of the same county, which has no part in it. One that is there already is
        left as it is."""
        for sample in map(read_sample, SAMPLES):
            add = AddTownship(profile=sample.profile, rules=sample.rules, lists=sample.lists)
            if sample.township_id == self.township:
                await self._ask(add, OPERATOR)
            else:
                await self.client.ask(new_command(add, OPERATOR, sample.township_id, SOURCE))
        await self._rest()

    async def _take(self, step: Step) -> list[Surprise]:
        if step.is_effect:
            self._find_ballot(step)
            return check_effect(step, self.names, self.events)
        answer = await self._ask(
            COMMANDS[step.thing, step.action](step, self.names, self.story), actor_of(step.actor)
        )
        self._learn(step, answer)
        await self._co_sign(step)
        self._next_timer = await self._rest()
        if step.action == "fast_lane":
            self._find_fast_lane_item(step)
        return check_answer(step, self.names, answer)

    async def _co_sign(self, step: Step) -> None:
        """Whom a topic names as co-signers, they say so themselves: the story has one line for it."""
        for signer in step.data.get("co_signers", ()) if step.action == "create" else ():
            await self._ask(intake.CoSignTopic(topic_id=self.names.of(step.id)), actor_of(signer))

    def _learn(self, step: Step, answer: Envelope) -> None:
        self.names.learn(step.id, step.thing, answer)
        if step.action == "hold" and not _is_refused(answer):
            self.names.learn_outcomes(step.data["outcomes"], answer)
        if step.action == "answer" and "promise" in step.data and not _is_refused(answer):
            self.names.learn_promise(step.data["promise"], answer)

    def _find_fast_lane_item(self, step: Step) -> None:
        submission = self.names.of(step.id)
        for event in self.events:
            if (
                event.type == handling.ItemAssigned.type
                and submission in event.data["item"]["submission_ids"]
            ):
                self.names.ids[step.data["item"]] = event.data["item"]["item_id"]

    def _find_ballot(self, step: Step) -> None:
        if step.thing == "ballot" and "round" in step.data:
            opened = (event for event in self.events if event.type == evaluation.BallotOpened.type)
            self.names.learn_ballot(step.id, step.data["item"], step.data["round"], opened)

    async def _plan_projects(self) -> None:
        for project in self.story.projects:
            command = handling.PlanProject(
                title=project["title"], department=project["department"], leader=project["leader"]
            )
            self.names.learn(project["id"], "project", await self._ask(command, OFFICE))

    async def _figures(self) -> Figures:
        answer = await self._ask(
            evaluation.PublishFigures(
                first_day=date.fromisoformat(self.story.first_day),
                last_day=date.fromisoformat(self.story.last_day),
            ),
            OFFICE,
        )
        await self.accounts.settle()
        return evaluation.FiguresPublished.model_validate(answer.data).figures

    async def _live_until(self, moment: datetime) -> None:
        """Move to ``moment``, stopping at every timer before it, so that each fires when it is due."""
        while (stop := self._moved_before() or self._next_timer) and stop <= moment:
            await self._move_clock(stop)
            self._next_timer = await self._rest()
        if self._now is None or moment > self._now:
            await self._move_clock(moment)

    async def _move_clock(self, to: datetime) -> None:
        await asyncio.gather(*(self._ask(move(to=to), OPERATOR) for move in MOVES))
        self._now = to

    def _moved_before(self) -> datetime | None:
        """Where the interrupted player moved the clock next; None: it moved no clock next."""
        known = next((id for id in self._next_ids() if self.past.knows(id)), "")
        for event in self.past.caused.get(known, ()):
            if event.type.endswith(".clock.moved.v1"):
                return datetime.fromisoformat(event.data["at"])
        return None

    def _next_ids(self) -> list[str]:
        """The ids of the commands that come next, as many as are ever under way side by side."""
        return [command_id(self.township, self._sent + ahead) for ahead in range(1, len(MOVES) + 1)]

    async def _rest(self) -> datetime | None:
        """Wait until the platform rests, unless what follows has happened already; returns the next timer."""
        if any(self.past.knows(id) for id in self._next_ids()):
            return None
        return await self.accounts.settle()

    async def _ask(self, command: Command, actor: Actor) -> Envelope:
        self._sent += 1
        message_id = command_id(self.township, self._sent)
        if before := self.past.answer(message_id, command.type):
            return before
        return await self.client.ask(new_command(command, actor, self.township, SOURCE, message_id))


def _is_refused(answer: Envelope) -> bool:
    return answer.type.endswith(".command.refused.v1")
