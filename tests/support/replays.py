"""What a partner does that asks for a replay: it sends the request, reads its queue, and keeps the newest
state."""

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

from aio_pika.abc import AbstractIncomingMessage, AbstractQueue

from shared.kernel.bus.access.belongings import replay_queue
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.ids import new_message_id
from shared.language.contracts import handling, intake
from shared.language.contracts.envelope import Role
from tests.support.channels import channel_of
from tests.support.plain_partner import PlainPartner
from tests.support.platform import TOWNSHIP, Platform, Stand
from tests.support.waiting import until

DEMO, HOTLINE = "partner-demo", "partner-12345"
OFFICE, HEAD = Actor("office-1", Role.OFFICE), Actor("head-1", Role.HEAD)
CITIZEN = Actor("citizen-1", Role.CITIZEN)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
CALL = intake.SubmitSubmission(text="村口的路灯不亮。", channel="phone", village="V01")
CLOSED = intake.SubmissionClosed.type
PLANNED, REPORTED = handling.ProjectPlanned.type, handling.ProjectReported.type


@dataclass
class Reader:
    """What came out of a queue, events and end marks, and the state that a subscriber keeps of it."""

    queue: AbstractQueue
    messages: list[AbstractIncomingMessage] = field(default_factory=list)
    events: list[dict[str, Any]] = field(default_factory=list)
    ends: list[dict[str, Any]] = field(default_factory=list)

    async def take(self, message: AbstractIncomingMessage) -> None:
        said = json.loads(message.body)
        (self.ends if said["type"].endswith(".replay.ended.v1") else self.events).append(said)
        self.messages.append(message)
        await message.ack()

    async def read(self) -> "Reader":
        await self.queue.consume(self.take)
        return self

    async def end(self, number: int = 1) -> dict[str, Any]:
        """What the ``number``-th end mark says."""

        async def come() -> list[dict[str, Any]]:
            return self.ends[number - 1 : number]

        return dict((await until(come))[0]["data"])

    def state(self) -> dict[tuple[str, str], dict[str, Any]]:
        """Of each thing of each service what came with the greatest sequence."""
        kept: dict[tuple[str, str], dict[str, Any]] = {}
        for event in self.events:
            about = event["source"], event.get("subject", "")
            if event.get("sequence", 0) >= kept.get(about, event).get("sequence", 0):
                kept[about] = event["data"]
        return kept


@asynccontextmanager
async def replays_of(stand: Stand, user: str) -> AsyncIterator[Reader]:
    """The partner's queue of replays, emptied; nobody reads it yet."""
    assert stand.users
    async with channel_of(stand.users[user]) as channel:
        await channel.set_qos(prefetch_count=50)
        queue = await channel.get_queue(replay_queue(user), ensure=False)
        await queue.purge()
        yield Reader(queue)


def request(
    service: str = "handling", township: str = TOWNSHIP, by: str = DEMO, **data: Any
) -> dict[str, Any]:
    """A request for a replay, as JSON."""
    return {
        "specversion": "1.0",
        "id": new_message_id(),
        "source": "/partners/demo" if by == DEMO else "/county/hotline",
        "type": f"{service}.replay.request.v1",
        "time": "2026-09-01T08:00:00+08:00",
        "township": township,
        "actorid": "operator-1" if by == DEMO else "hotline-1",
        "actorrole": "operator" if by == DEMO else "agent",
        "data": data,
    }


async def project(platform: Platform, reports: int, township: str = TOWNSHIP) -> str:
    """A project with so many reports, and so one version more."""
    planned = await platform.tell(PLAN, OFFICE, township)
    id = str(planned.data["project"]["project_id"])
    for percent in range(reports):
        report = handling.ReportProject(project_id=id, planned_percent=percent % 101, actual_percent=0)
        await platform.tell(report, HEAD, township)
    return id


async def accepted(partner: PlainPartner, command: dict[str, Any]) -> None:
    answer = await partner.ask(command)
    assert "code" not in answer, answer
