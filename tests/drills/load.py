"""Load for a drill: small matters of another township, each raised, sent the fast lane, acknowledged and
answered.

Events go back and forth between intake and handling, so that a careless backup would catch them in the wrong
order. A sender in doubt sends again, with the same ids: after a disaster this load sends everything again.
"""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial

from demo.townships import XIUSHAN, read_sample
from shared.client import Client
from shared.client.platform import new_command
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor, Envelope
from shared.kernel.messages.ids import derived_id
from shared.language.contracts import handling as h
from shared.language.contracts import intake as i
from shared.language.contracts.directory import AddTownship
from shared.language.contracts.envelope import Role
from tests.support.waiting import until

TOWNSHIP = "330921202"
SOURCE = "/partners/drill"
DEPARTMENT = "construction"
STEPS = ("submit", "fast-lane", "acknowledge", "answer")
_ACTORS = {
    "submit": Actor("citizen:drill", Role.CITIZEN),
    "fast-lane": Actor("office-1", Role.OFFICE),
    "acknowledge": Actor(f"dept-{DEPARTMENT}", Role.DEPARTMENT, DEPARTMENT),
    "answer": Actor(f"dept-{DEPARTMENT}-head", Role.DEPARTMENT_HEAD, DEPARTMENT),
}
_OPERATOR = Actor("drill-operator", Role.OPERATOR)
_TAKEN_IN = read_sample(XIUSHAN)
_PATIENCE = 60.0
"""Seconds."""


@dataclass
class Load:
    """``started`` matters are numbered from 0; ``at_once`` are under way, ``pause`` seconds after each."""

    at_once: int = 8
    pause: float = 0.0
    started: int = 0
    finished: int = 0
    submissions: dict[int, str] = field(default_factory=dict)
    """Number → id, as far as it was told."""
    _assigned: set[str] = field(default_factory=set)

    def hear(self, event: Envelope) -> None:
        """Told of every event."""
        if event.tenant != TOWNSHIP or not event.subject:
            return
        if event.type == h.ItemAssigned.type:
            self._assigned.add(event.subject)
        if event.type == i.SubmissionReceived.type:
            self.submissions[number_of(event.data["submission"]["text"])] = event.subject

    @asynccontextmanager
    async def running(self, client: Client) -> AsyncIterator[None]:
        """Matter after matter, several at once, while the context is open; first the township is taken in."""
        add = AddTownship(profile=_TAKEN_IN.profile, rules=_TAKEN_IN.rules, lists=_TAKEN_IN.lists)
        await client.ask(new_command(add, _OPERATOR, TOWNSHIP, SOURCE))
        for asked in (i.AcceptSubmission(submission_id="none"), h.ConsentDecline(item_id="none")):
            await until(partial(_knows_the_township, client, asked), _PATIENCE)
        walkers = [asyncio.create_task(self._walk(client)) for _ in range(self.at_once)]
        try:
            yield
        finally:
            for walker in walkers:
                walker.cancel()
            await asyncio.gather(*walkers, return_exceptions=True)

    async def reach(self, finished: int) -> None:
        """Return when so many matters have been answered."""

        async def reached() -> bool:
            return self.finished >= finished

        await until(reached, _PATIENCE)

    def again(self, step: str) -> Iterator[Envelope]:
        """That step of every matter, as it was sent before, or would have been."""
        for number in range(self.started):
            yield self._message(number, step)

    async def _walk(self, client: Client) -> None:
        while True:
            number, self.started = self.started, self.started + 1
            answer = await client.ask(self._message(number, "submit"))
            await client.ask(self._message(number, "fast-lane"))
            await until(self._is_assigned(item_of(str(answer.subject))), _PATIENCE)
            await client.ask(self._message(number, "acknowledge"))
            await client.ask(self._message(number, "answer"))
            self.finished += 1
            await asyncio.sleep(self.pause)

    def _is_assigned(self, item: str) -> Callable[[], Awaitable[bool]]:
        async def heard() -> bool:
            return item in self._assigned

        return heard

    def _message(self, number: int, step: str) -> Envelope:
        id = derived_id(SOURCE, str(number), step)
        return new_command(self._command(number, step), _ACTORS[step], TOWNSHIP, SOURCE, id)

    def _command(self, number: int, step: str) -> Command:
        if step == "submit":
            return i.SubmitSubmission(text=text_of(number), channel="online")
        submission = self.submissions[number]
        if step == "fast-lane":
            return i.FastLaneSubmission(submission_id=submission, department=DEPARTMENT)
        if step == "acknowledge":
            return h.AcknowledgeItem(item_id=item_of(submission))
        return h.AnswerFastLane(item_id=item_of(submission), result_class="A", text="已经修好。")


def text_of(number: int) -> str:
    """What is raised; no two matters say the same."""
    return f"第{number}件：村口的路灯坏了，请修一下。"


def number_of(text: str) -> int:
    """The number of the matter that says so."""
    return int(text.removeprefix("第").split("件", 1)[0])


def item_of(submission: str) -> str:
    """The item that a fast-laned submission becomes."""
    return derived_id("item", TOWNSHIP, "submission", submission)


async def _knows_the_township(client: Client, asked: Command) -> bool:
    """Whether the service that is asked has heard of the township: then it misses the thing alone."""
    answer = await client.ask(new_command(asked, _ACTORS["fast-lane"], TOWNSHIP, SOURCE))
    return bool(answer.data["code"] != "unknown_township")
