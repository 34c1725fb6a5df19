"""Messages that are wrong are refused, whether they cannot be read or say something wrong; over both
transports."""

import json
from collections import Counter
from collections.abc import AsyncIterator
from hashlib import sha256
from typing import Any

import pytest

from shared.kernel.messages.envelope import Actor
from shared.language.contracts import handling
from shared.language.contracts.envelope import Envelope, Role
from tests.support.handling_messages import (
    OFFICE,
    PLAN,
    envelope,
    send_raw,
)
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until


@pytest.fixture
async def platform(stand: Stand) -> AsyncIterator[Platform]:
    async with running_platform(stand, "handling") as running:
        yield running


GARBAGE = {
    "not_json": b"{ this is no JSON",
    "empty": b"",
    "binary": bytes(range(256)),
    "no_envelope": b'{"hello": "world"}',
    "a_list": b"[1, 2, 3]",
    "bad_township": json.dumps(envelope(township="Xiushan")).encode(),
    "no_actor": json.dumps(envelope(actorid=None)).encode(),
    "unknown_role": json.dumps(envelope(actorrole="emperor")).encode(),
    "nul_in_id": json.dumps(envelope(id="a\x00b")).encode(),
    "no_time_zone": json.dumps(envelope(time="2026-09-01T00:00:00")).encode(),
    "unknown_type": json.dumps(envelope(type="handling.project.explode.v1")).encode(),
    "forged_timer": json.dumps(envelope(type="handling.item.wait_due.v1")).encode(),
    "anothers_event": json.dumps(envelope(type="evaluation.ballot.closed.v1")).encode(),
    "another_services_command": json.dumps(envelope(type="intake.topic.drop.v1")).encode(),
    "huge": b'{"x": "' + b"a" * (5 * 1024 * 1024) + b'"}',
}


FIELDS = {
    "bad_township": "township",
    "no_actor": "actorid",
    "unknown_role": "actorrole",
    "nul_in_id": "id",
    "no_time_zone": "time",
    "unknown_type": "type",
    "forged_timer": "type",
    "anothers_event": "type",
    "another_services_command": "type",
}
NAMELESS = ("not_json", "empty", "binary", "no_envelope", "a_list", "nul_in_id", "huge")


async def test_garbage_is_answered_with_the_field_and_the_next_message_is_handled(platform: Platform) -> None:
    for body in GARBAGE.values():
        await send_raw(platform, body)
    assert (await platform.tell(PLAN, OFFICE)).type == handling.ProjectPlanned.type

    async def answered() -> list[Any]:
        query = "SELECT asker, body::jsonb->'data' FROM journal WHERE type = 'handling.command.refused.v1'"
        rows = await platform.rows("handling", query)
        return rows if len(rows) >= len(GARBAGE) else []

    answers = await until(answered)
    assert {said["code"] for _, said in answers} == {"invalid_envelope"}
    fields = Counter(said["field"] for _, said in answers)
    assert all(fields[field] >= 1 for field in FIELDS.values())
    rejects = {said["unread"]["sha256"] for asker, said in answers if asker.endswith(".rejects")}
    assert rejects == {sha256(GARBAGE[name]).hexdigest() for name in NAMELESS}
    assert await platform.scalar("handling", "SELECT count(*) FROM parked_messages") == 0


async def test_the_same_garbage_is_answered_again_and_kept_once(platform: Platform) -> None:
    for _ in range(5):
        await send_raw(platform, b"{ this is no JSON")
    await platform.tell(PLAN, OFFICE)
    await platform.settle()
    query = "SELECT count(*) FROM journal WHERE type = 'handling.command.refused.v1'"
    assert await platform.scalar("handling", query) == 1


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"department": "water", "leader": "leader-2"}, "data.title"),
        ({"title": "x" * 1_000_000, "department": "water", "leader": "leader-2"}, "data.title"),
        ({"title": "管\x00道", "department": "water", "leader": "leader-2"}, "data.title"),
        ({"title": 7, "department": "water", "leader": "leader-2"}, "data.title"),
        ({"title": "管道", "department": "<script>", "leader": "leader-2"}, "data.department"),
    ],
    ids=["missing", "one_megabyte", "nul", "number", "html_in_a_code"],
)
async def test_a_command_with_wrong_data_is_refused_in_both_languages(
    platform: Platform, data: dict[str, Any], field: str
) -> None:
    message = Envelope.model_validate(envelope(data=data))
    answer = await platform.client.ask(message)
    refused = handling.HandlingCommandRefused.model_validate(answer.data)
    assert answer.type == handling.HandlingCommandRefused.type
    assert (refused.code, refused.field, refused.command_id) == ("invalid_field", field, message.id)
    assert refused.reason.zh != refused.reason.en
    assert field.split(".")[-1] in refused.reason.en


async def test_html_in_a_text_is_kept_as_it_is(platform: Platform) -> None:
    title = "<b>管道</b><script>alert(1)</script>"
    answer = await platform.tell(PLAN.model_copy(update={"title": title}), OFFICE)
    assert answer.data["project"]["title"] == title


async def test_a_wrong_role_is_refused(platform: Platform) -> None:
    answer = await platform.tell(PLAN, Actor("deputy-01", Role.DEPUTY))
    assert answer.data["code"] == "wrong_role"
