"""Messages whose AMQP properties no decent client sends: none may stop a service from reading its queue."""

import asyncio
import datetime
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import pika
import pytest

from shared.kernel.bus.delivery.delivery import ATTEMPT_HEADER, REPLAY_HEADER
from shared.kernel.bus.parking.parking import QUEUE_HEADER
from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.topology import inbox_queue, parking_name
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from tests.support.platform import Platform, Stand, running_platform
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
COMMANDS = inbox_queue("handling", "commands")


def nested(depth: int) -> dict[str, Any]:
    value: dict[str, Any] = {}
    for _ in range(depth):
        value = {"n": value}
    return value


POISON: dict[str, dict[str, Any]] = {
    "time_after_the_last_year": {"timestamp": 2**62},
    "time_of_all_ones": {"timestamp": 2**64 - 1},
    "no_utf8_in_the_id": {"message_id": b"\xff\xfe"},
    "no_utf8_in_the_type": {"type": b"\xc3\x28"},
    "ids_that_grow_when_they_are_read": dict.fromkeys(
        ("message_id", "correlation_id", "type"), b"\xff" * 255
    ),
    "whole_numbers_of_eight_bytes": {"headers": {"most": 2**63 - 1, "least": -(2**63)}},
    "priority": {"priority": 255},
    "content_encoding": {"content_encoding": "gzip"},
    "bytes_in_a_header": {"headers": {"raw": b"\xff\x00"}},
    "no_utf8_in_a_header": {"headers": {"raw": b"\xc3\x28" * 20}},
    "time_in_a_header": {"headers": {"when": datetime.datetime(9999, 12, 31, tzinfo=datetime.UTC)}},
    "nested_headers": {"headers": nested(200)},
    "decimal": {"headers": {"d": Decimal("1.5"), "none": None, "list": [1, [2, {"x": b"y"}]]}},
    "huge_headers": {"headers": {f"h{n}": "x" * 1000 for n in range(120)}},
    "odd_attempts": {"headers": {ATTEMPT_HEADER: [1], REPLAY_HEADER: {"a": 1}, QUEUE_HEADER: b"\xff"}},
    "many_attempts": {"headers": {ATTEMPT_HEADER: 2**62}},
}


@pytest.fixture
async def platform(over_rabbitmq: Stand) -> AsyncIterator[Platform]:
    async with running_platform(over_rabbitmq, "handling") as running:
        yield running


def publish(url: str, queue: str, body: bytes, properties: dict[str, Any]) -> None:
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        connection.channel().basic_publish("", queue, body, pika.BasicProperties(**properties))


@pytest.mark.parametrize("queue", [COMMANDS, parking_name("handling")])
async def test_no_property_stops_a_service_from_reading(
    platform: Platform, over_rabbitmq: Stand, queue: str
) -> None:
    assert over_rabbitmq.broker_url
    for name, properties in POISON.items():
        await asyncio.to_thread(publish, over_rabbitmq.broker_url, queue, name.encode(), properties)
        answer = await platform.tell(PLAN, OFFICE)
        assert answer.type == handling.ProjectPlanned.type, name

        async def parked(name: str = name) -> Any:
            query = "SELECT count(*) FROM parked_messages WHERE body = :body"
            return await platform.scalar("handling", query, body=name.encode())

        assert await until(parked) == 1, name
    # However many headers it had of its own: nobody takes it for the service's.
    strangers = "SELECT count(*) FROM parked_messages WHERE headers ->> 'x-youyue-publisher' = ''"
    assert await platform.scalar("handling", strangers) == len(POISON)


async def test_an_id_that_amqp_has_no_room_for_is_answered_all_the_same(platform: Platform) -> None:
    answer = await platform.tell(PLAN, OFFICE, message_id="有" * 200)
    assert answer.type == handling.ProjectPlanned.type
    assert answer.causationid == "有" * 200
