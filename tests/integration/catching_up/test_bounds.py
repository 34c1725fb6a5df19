"""A replay is bounded: by what makes sense, by one at a time, by so many an hour, by who reads it."""

import asyncio
import json
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest

from shared.kernel.bus.catching_up.requests import AT_MOST
from shared.language.contracts import handling
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.plain_partner import PlainPartner
from tests.support.platform import Platform, Stand
from tests.support.replays import (
    CALL,
    CITIZEN,
    DEMO,
    HOTLINE,
    PLANNED,
    Reader,
    accepted,
    project,
    replays_of,
    request,
)
from tests.support.waiting import until

pytestmark = pytest.mark.two_townships


WRONG: dict[str, tuple[dict[str, Any], str, str]] = {
    "a moment to come": (
        {"decided_from": "2027-01-01T00:00:00Z"},
        "replay_since_to_come",
        "data.decided_from",
    ),
    "a moment without a zone": (
        {"decided_from": "2026-08-01T00:00:00"},
        "invalid_field",
        "data.decided_from",
    ),
    "no moment at all": ({"decided_from": "yesterday"}, "invalid_field", "data.decided_from"),
    "a misspelt type": ({"types": ["handling.item.asigned.v1"]}, "replay_type_not_heard", "data.types.0"),
    "another service's type": (
        {"types": [PLANNED, "intake.submission.closed.v1"]},
        "replay_type_not_heard",
        "data.types.1",
    ),
    "a timer": ({"types": ["handling.item.wait_due.v1"]}, "replay_type_not_heard", "data.types.0"),
    "more types than there are": ({"types": [PLANNED] * 201}, "invalid_field", "data.types"),
    "a field that there is not": ({"form": "2026-08-01T00:00:00Z"}, "unknown_field", "data.form"),
}


@pytest.mark.parametrize("case", WRONG.values(), ids=WRONG)
async def test_what_makes_no_sense_is_refused_and_begins_nothing(
    platform: Platform, demo: PlainPartner, case: tuple[dict[str, Any], str, str]
) -> None:
    data, code, named = case
    answer = await demo.ask(request(**data))
    assert (answer["code"], answer["field"]) == (code, named)
    if data.get("types") == ["handling.item.asigned.v1"]:
        assert answer["allowed"][0] == handling.ItemAssigned.type
    assert await platform.scalar("handling", "SELECT count(*) FROM replays") == 0


async def test_of_two_requests_at_once_one_is_carried_out(platform: Platform, demo: PlainPartner) -> None:
    await project(platform, 1)
    both = request(), request()
    await asyncio.gather(*(demo.send(command) for command in both))
    told = [await demo.answer(command) for command in both]
    codes = [answer.get("code") for answer in told]
    assert sorted(codes, key=str) == [None, "replay_running"]
    assert await platform.scalar("handling", "SELECT count(*) FROM replays") == 1


async def test_the_same_request_again_has_the_same_answer_and_is_no_second_replay(
    platform: Platform, demo: PlainPartner, again: Reader
) -> None:
    asked = request()
    await again.read()
    await accepted(demo, asked)
    await again.end()
    await demo.send(asked)
    assert (await demo.answer(asked, 2))["repeated"] is True
    assert await platform.scalar("handling", "SELECT count(*) FROM replays") == 1


async def test_who_asks_too_often_is_told_when_again(demo: PlainPartner, again: Reader) -> None:
    await again.read()
    for number in range(1, AT_MOST + 1):
        await accepted(demo, request())
        await again.end(number)
    answer = await demo.ask(request())
    assert (answer["code"], answer["remedy"]) == ("replay_too_often", "later")
    assert answer["retry_at"] == "2026-09-01T01:00:00Z"


@pytest.fixture
def little_room(guarded_rabbitmq: tuple[RabbitMQNode, dict[str, str]]) -> Iterator[None]:
    """The queue holds a few messages instead of 64 MiB."""
    node, name = guarded_rabbitmq[0], "little-room"
    bounds = json.dumps({"max-length": 5, "overflow": "reject-publish"})
    node.ctl("set_policy", name, rf"^{DEMO}\.replay$", bounds, "--priority", "9", "--apply-to", "queues")
    # The queue is told of its policy by and by; what it says of itself is what it goes by.
    while f"{DEMO}.replay\t{name}" not in node.ctl("list_queues", "name", "policy"):
        pass
    yield
    node.ctl("clear_policy", name)


@pytest.mark.usefixtures("little_room")
async def test_a_queue_that_nobody_reads_holds_up_its_replay_alone_and_it_goes_on_when_it_is_read(
    platform: Platform, guarded: Stand, demo: PlainPartner, hotline: PlainPartner, again: Reader
) -> None:
    await project(platform, 60)
    await platform.tell(CALL, CITIZEN)
    await platform.settle()
    await accepted(demo, request())
    await until(partial(_has_begun, platform))
    async with replays_of(guarded, HOTLINE) as reader:
        await reader.read()
        await accepted(hotline, request("intake", by=HOTLINE))
        await reader.end()
    assert await platform.scalar("handling", "SELECT ended_at FROM replays") is None
    await again.read()
    assert (await again.end())["events"] == 61
    assert {event["sequence"] for event in again.events} == set(range(1, 62))


async def _has_begun(platform: Platform) -> bool:
    return bool(await platform.scalar("handling", "SELECT sent > 0 AND sent < 61 FROM replays"))


@pytest.mark.usefixtures("little_room")
async def test_a_replay_that_nobody_reads_for_days_is_given_up_and_another_may_be_asked_for(
    platform: Platform, demo: PlainPartner, again: Reader
) -> None:
    await project(platform, 30)
    await platform.settle()
    await accepted(demo, request())
    await until(partial(_has_begun, platform))
    async with platform.service("handling").engine.begin() as connection:
        await connection.exec_driver_sql("UPDATE replays SET moved_at = moved_at - interval '4 days'")

    async def over() -> bool:
        return bool(await platform.scalar("handling", "SELECT ended_at IS NOT NULL FROM replays"))

    await until(over)
    await again.read()
    await accepted(demo, request(types=[PLANNED]))
    assert (await again.end())["events"] == 1
