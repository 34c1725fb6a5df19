"""An event has one id and two faces: the house reads it whole, partners and the console what is public."""

import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from aio_pika.abc import AbstractIncomingMessage

from shared.kernel.bus.access.belongings import heard_queue
from shared.kernel.bus.replay import Replay
from shared.kernel.journal.history import sent_events
from shared.kernel.journal.striking import strike
from shared.kernel.messages.envelope import Actor
from shared.language.contracts import intake
from shared.language.contracts.envelope import Role
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import TOPOLOGY
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.broker import import_partners
from tests.support.channels import channel_of
from tests.support.partners import written
from tests.support.plain_partner import plain_partner
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.replays import replays_of, request
from tests.support.waiting import until

CITIZEN = Actor("citizen:1", Role.CITIZEN)
CALL = intake.SubmitSubmission(text="村口的路灯不亮。", channel="phone", village="V01")
RECEIVED, SUPPORTED = intake.SubmissionReceived.type, intake.SubmissionSupported.type
DESK, PAPER = "partner-window", "partner-paper"
ENTRIES = f"""
[{DESK}]
sources = ["/desk"]
commands = ["intake.replay.request.v1"]
hears_inside = ["{RECEIVED}", "{SUPPORTED}"]
townships = ["{TOWNSHIP}"]
speaks_for = [{{ role = "operator" }}]

[{PAPER}]
sources = ["/paper"]
commands = ["intake.replay.request.v1"]
hears = ["{RECEIVED}", "{SUPPORTED}"]
townships = ["{TOWNSHIP}"]
speaks_for = [{{ role = "operator" }}]
"""


@dataclass
class Heard:
    """What two partners heard, whole messages in order of arrival, and the platform that they heard."""

    platform: Platform
    stand: Stand
    desk: list[dict[str, Any]]
    paper: list[dict[str, Any]]


@pytest.fixture
async def heard(
    guarded: Stand, guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]], tmp_path: Path
) -> AsyncIterator[Heard]:
    """A desk of the township's staff, whose entry has the inside face, and a newspaper, whose has not."""
    file = tmp_path / "entries.toml"
    file.write_text(written(tmp_path).read_text("utf-8") + ENTRIES, "utf-8")
    users = import_partners(guarded_rabbitmq[0], file, tmp_path)
    stand = replace(guarded, users={**(guarded.users or {}), **users}, partners=file)
    async with running_platform(stand, "intake", "console") as platform, AsyncExitStack() as stack:
        told = Heard(platform, stand, [], [])
        for user, messages in ((DESK, told.desk), (PAPER, told.paper)):
            channel = await stack.enter_async_context(channel_of(users[user]))
            queue = await channel.get_queue(heard_queue(user), ensure=False)
            await queue.purge()

            async def note(message: AbstractIncomingMessage, into: list[dict[str, Any]] = messages) -> None:
                into.append(json.loads(message.body))
                await message.ack()

            await queue.consume(note)
        yield told


async def raised_and_supported(heard: Heard) -> str:
    """A matter of which the two events are heard: one has two faces, one has only one."""
    answer = await heard.platform.tell(CALL, CITIZEN)
    id = str(answer.data["submission"]["submission_id"])
    await heard.platform.tell(
        intake.SupportSubmission(submission_id=id, person="other"), Actor("citizen:2", Role.CITIZEN)
    )

    async def both_heard_both() -> bool:
        return len(heard.desk) == len(heard.paper) == 2

    await until(both_heard_both)
    return id


async def test_who_is_entitled_hears_the_whole_event_and_others_what_is_public(heard: Heard) -> None:
    await raised_and_supported(heard)
    whole, public = heard.desk[0], heard.paper[0]
    assert whole["data"]["triage"]
    assert "triage" not in public["data"]
    assert {**whole, "data": None} == {**public, "data": None}  # one id, one sequence, one moment
    REGISTRY.types[RECEIVED].model_validate(public["data"])


async def test_the_console_keeps_nothing_but_what_is_public(heard: Heard) -> None:
    await raised_and_supported(heard)
    await heard.platform.settle()
    kept = json.dumps(
        [list(map(str, row)) for row in await heard.platform.rows("console", "SELECT * FROM timeline")]
    )
    assert RECEIVED in kept
    assert "confidence" not in kept


async def test_who_asks_for_a_replay_gets_the_face_of_its_entry(heard: Heard) -> None:
    await raised_and_supported(heard)
    for user, source, has_triage in ((DESK, "/desk", True), (PAPER, "/paper", False)):
        assert heard.stand.users
        async with (
            plain_partner(heard.stand.users[user], user) as partner,
            replays_of(heard.stand, user) as again,
        ):
            await again.read()
            asked = {**request("intake"), "source": source}
            answer = await partner.ask(asked)
            assert "code" not in answer, answer
            await again.end()
        assert [event["type"] for event in again.events] == [RECEIVED, SUPPORTED]
        assert ("triage" in again.events[0]["data"]) is has_triage


@pytest.mark.parametrize(
    ("queue", "whole"),
    [("evaluation.inbox.intake", True), ("console.inbox.intake", False), ("partner-x.events", False)],
)
async def test_an_operators_replay_sends_what_the_queues_reader_hears(
    heard: Heard, queue: str, whole: bool
) -> None:
    await raised_and_supported(heard)
    running = heard.platform.service("intake")
    past = Replay(service="intake", to=queue, batch="b", types=(RECEIVED,)).past(TOPOLOGY)
    (event,) = [event async for event in sent_events(running.engine, running.service.journal, past)]
    assert ("triage" in json.loads(event.body)["data"]) is whole


async def test_words_that_are_struck_out_leave_the_public_faces_of_what_was_published(heard: Heard) -> None:
    id = await raised_and_supported(heard)
    publish = intake.PublishSubmission(submission_id=id, extent="full")
    await heard.platform.tell(publish, Actor("office-1", Role.OFFICE))
    running = heard.platform.service("intake")
    async with running.sessions.open() as session:
        await session.begin()
        changed = await strike(session, TOWNSHIP, REGISTRY, running.service.journal, id, ("路灯",))
        await session.commit()
    rows = await heard.platform.rows(
        "intake", "SELECT body, public FROM journal WHERE subject IS NOT NULL ORDER BY position"
    )
    assert (changed, len(rows)) == (1, 3), "only what was published says them in public"
    assert all("路灯" in body and "路灯" not in public for body, public in rows)
    assert all(json.loads(body)["id"] == json.loads(public)["id"] for body, public in rows)
