"""One township of a running platform, and its own people in it."""

import asyncio
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from demo.player import MOVES
from demo.townships import read_sample
from shared.kernel.messages.base import Command, Event
from shared.kernel.messages.envelope import Actor, Envelope
from shared.language.contracts.directory import AddTownship
from shared.language.contracts.envelope import Role
from tests.support.platform import Platform
from tests.support.waiting import until

OPERATOR = Actor("operator-1", Role.OPERATOR)


@dataclass(frozen=True)
class Town:
    """Says things for the township ``code``, and hears what comes of them."""

    platform: Platform
    code: str

    async def take_in(self, name: str) -> None:
        """The sample of that name, under this code; every service knows it afterwards."""
        sample = read_sample(name)
        add = AddTownship(profile=sample.profile, rules=sample.rules, lists=sample.lists)
        await self.must(add, OPERATOR)
        await self.platform.settle()

    async def must(self, command: Command, actor: Actor) -> dict[str, Any]:
        """What the event says that answers it; the command has to succeed."""
        answer = await self.platform.tell(command, actor, self.code)
        assert "code" not in answer.data, f"{command.type}: {answer.data}"
        return answer.data

    async def refusal(self, command: Command, actor: Actor) -> dict[str, Any]:
        """What the refusal says, in both languages; the command has to be refused."""
        answer = await self.platform.tell(command, actor, self.code)
        assert answer.type == f"{command.owner()}.command.refused.v1", f"{command.type}: {answer.type}"
        assert all(answer.data["reason"][language] for language in ("zh", "en"))
        return answer.data

    async def live_until(self, moment: str) -> None:
        """``2026-09-08T09:00`` in Asia/Shanghai, in every service that runs; everything due until then has
        happened."""
        to = datetime.fromisoformat(f"{moment}+08:00")
        there = {running.service.name for running in self.platform.process.services}
        moves = [move for move in MOVES if move.type.split(".")[0] in there]
        await asyncio.gather(*(self.must(move(to=to), OPERATOR) for move in moves))
        await self.platform.settle()

    def heard(self, event: type[Event]) -> list[Envelope]:
        """The events of that type in this township, in order of arrival."""
        return [e for e in self.platform.events if e.type == event.type and e.tenant == self.code]

    async def hears(self, event: type[Event]) -> dict[str, Any]:
        """What the newest event of that type says, once there is one."""

        async def newest() -> list[Envelope]:
            return self.heard(event)[-1:]

        return (await until(newest))[0].data
