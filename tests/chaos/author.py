"""Writes the load's commands: their ids follow from the seed, so the same things come into being in every
run."""

import asyncio
from dataclasses import dataclass
from typing import Any

from shared.client.platform import new_command
from shared.kernel.messages.base import Command
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.ids import derived_id
from tests.chaos.knowledge import Knowledge
from tests.chaos.partner import Heard, Partner

TOWNSHIP = "330921201"
SOURCE = "/partners/demo/chaos"


class Surprise(Exception):
    """A command was answered in a way that the load does not expect."""


@dataclass
class Author:
    """Sends commands and waits: for the answer, or until everybody knows."""

    seed: int
    partner: Partner
    knowledge: Knowledge

    async def tell(
        self, command: Command, actor: Actor, *key: object, refused: bool = False
    ) -> dict[str, Any]:
        """The event that answers; ``key`` makes the message's id. Raises Surprise."""
        id = derived_id("chaos", str(self.seed), *map(str, key))
        answer = await self.partner.ask(new_command(command, actor, TOWNSHIP, SOURCE, id))
        if answer["type"].endswith(".command.refused.v1") is not refused:
            raise Surprise(f"{key} {command.type}: {answer['type']} {answer['data']}")
        return answer

    async def settle(self, command: Command, actor: Actor, *key: object) -> dict[str, Any]:
        """The same, once everybody knows of it."""
        answer = await self.tell(command, actor, *key)
        await self.knowledge.everybody_knows(Heard(answer["id"], answer["type"], answer.get("subject")))
        return answer

    async def follows(self, type: str, *subjects: str, number: int = 1) -> None:
        """Return when that event about each of the subjects has come and everybody knows of it."""
        events = await asyncio.gather(*(self.partner.effect(type, subject, number) for subject in subjects))
        await asyncio.gather(*map(self.knowledge.everybody_knows, events))
