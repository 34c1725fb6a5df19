"""What becomes of parked messages when people look after them: one behaviour over both transports."""

import asyncio
import json
from collections.abc import AsyncIterator
from decimal import Decimal
from typing import Any

import aio_pika
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from services.handling.storage.tables import JOURNAL
from shared.contracts import handling
from shared.contracts.base import Role
from shared.contracts.envelope import Actor
from shared.database import create_engine
from shared.journal.work import Work
from shared.messaging.delivery import ATTEMPT_HEADER, PUBLISHER_HEADER, Delivery, Done
from shared.messaging.parked import Wanted as Which
from shared.messaging.parked import ask_retry, drop, parked_message
from shared.messaging.parked_retries import ParkedRetries
from shared.messaging.parking import DETAIL_HEADER, QUEUE_HEADER, REASON_HEADER, store_parked
from shared.messaging.publishers import LOCAL
from shared.messaging.recoverability import Park, RetryLater
from shared.messaging.topology import commands_exchange, parking_name
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
COMMANDS = "handling.inbox.commands"


@pytest.fixture
async def platform(stand: Stand) -> AsyncIterator[Platform]:
    async with running_platform(stand, "handling") as running:
        yield running


def command(id: str) -> bytes:
    return json.dumps(
        {
            "specversion": "1.0",
            "id": id,
            "source": "/tests/partner",
            "type": PLAN.type,
            "time": "2026-09-01T00:00:00Z",
            "township": TOWNSHIP,
            "actorid": "office-1",
            "actorrole": "office",
            "data": PLAN.model_dump(mode="json"),
        }
    ).encode()


async def send(platform: Platform, body: bytes) -> None:
    publisher = platform.service("handling").publisher
    if publisher:
        await publisher.publish(commands_exchange("handling"), PLAN.type, aio_pika.Message(body))
    else:
        await platform.client.wire.send(PLAN.type, body)


async def with_status(platform: Platform, status: str, **conditions: Any) -> Any:
    """The one parked message, once it has that status."""
    where = "".join(f" AND {name} = :{name}" for name in conditions)

    async def found() -> list[Any]:
        query = f"SELECT * FROM parked_messages WHERE status = :status{where}"
        return await platform.rows("handling", query, status=status, **conditions)

    (row,) = await until(found)
    return row


async def retry(platform: Platform, position: int) -> None:
    async with platform.service("handling").engine.begin() as connection:
        assert await ask_retry(connection, JOURNAL, Which((position,)), "clerk", "repaired") == [position]


def did(row: Any) -> list[tuple[str, str]]:
    return [(step["by"], step["did"]) for step in row.history]


async def test_a_message_parked_by_a_fault_is_carried_out_after_the_fault_is_mended(
    platform: Platform, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def broken(self: Work) -> bool:
        raise RuntimeError("a fault in the code")

    with monkeypatch.context() as patch:
        patch.setattr(Work, "flush", broken)
        await send(platform, command("m-1"))
        row = await with_status(platform, "parked")
    assert (row.reason, row.message_id, row.attempts) == ("attempts_spent", "m-1", 3)
    await retry(platform, row.position)
    row = await with_status(platform, "retried")
    assert did(row) == [("clerk", "retry"), ("service:handling", "done")]
    assert await platform.scalar("handling", "SELECT count(*) FROM project") == 1
    await until(lambda: platform.scalar("handling", "SELECT count(*) FROM journal WHERE sent_at IS NOT NULL"))


async def test_a_message_that_was_handled_meanwhile_is_recognised_when_it_is_retried(platform: Platform) -> None:
    running = platform.service("handling")
    delivery = Delivery(COMMANDS, command("m-1"), {PUBLISHER_HEADER: LOCAL})
    await store_parked(running.engine, JOURNAL, delivery, "attempts_spent", "")
    await send(platform, command("m-1"))
    await until(lambda: platform.scalar("handling", "SELECT count(*) FROM project"))
    await retry(platform, (await with_status(platform, "parked")).position)
    row = await with_status(platform, "retried")
    assert did(row)[-1] == ("service:handling", "duplicate")
    assert await platform.scalar("handling", "SELECT count(*) FROM project") == 1


async def test_what_fails_again_goes_back_into_the_same_row_with_its_new_reason(platform: Platform) -> None:
    await send(platform, b"{ no JSON")
    row = await with_status(platform, "parked")
    for times in (1, 2):
        await retry(platform, row.position)
        row = await with_status(platform, "parked", retries=times)
    assert await platform.scalar("handling", "SELECT count(*) FROM parked_messages") == 1
    assert (row.reason, bytes(row.body)) == ("not_json", b"{ no JSON")
    assert did(row) == [("clerk", "retry"), ("service:handling", "parked_again")] * 2


@pytest.fixture
async def engine(in_process: Stand) -> AsyncIterator[AsyncEngine]:
    url = in_process.database_url.replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_engine(url, "handling", 5)
    yield engine
    await engine.dispose()


async def asked(engine: AsyncEngine, count: int) -> None:
    for number in range(count):
        await store_parked(engine, JOURNAL, Delivery(COMMANDS, command(f"m-{number}")), "attempts_spent", "")
    async with engine.begin() as connection:
        await ask_retry(connection, JOURNAL, Which(), "clerk")


async def test_of_two_instances_one_retries_a_message(engine: AsyncEngine) -> None:
    handled: list[bytes] = []

    async def handle(delivery: Delivery) -> Done:
        handled.append(delivery.body)
        await asyncio.sleep(0.001)
        return Done("done")

    async def drain() -> None:
        retries = ParkedRetries("handling", engine, JOURNAL, handle, 1.0)
        while await retries.retry_one():
            pass

    await asked(engine, 20)
    await asyncio.gather(drain(), drain(), drain())
    assert sorted(handled) == sorted(command(f"m-{number}") for number in range(20))


async def test_an_instance_that_dies_in_the_middle_leaves_the_request_to_another(engine: AsyncEngine) -> None:
    started = asyncio.Event()

    async def hang(delivery: Delivery) -> Done:
        started.set()
        await asyncio.sleep(60)
        return Done("done")

    async def handle(delivery: Delivery) -> Done:
        return Done("done")

    await asked(engine, 1)
    dying = asyncio.create_task(ParkedRetries("handling", engine, JOURNAL, hang, 1.0).retry_one())
    await started.wait()
    other = ParkedRetries("handling", engine, JOURNAL, handle, 1.0)
    assert not await other.retry_one()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert await other.retry_one()


async def test_a_retry_has_all_attempts_again_and_waits_between_them(engine: AsyncEngine) -> None:
    attempts: list[int] = []

    async def handle(delivery: Delivery) -> RetryLater | Park:
        attempts.append(delivery.attempts)
        return RetryLater("10s") if len(attempts) < 3 else Park("not_yet_known", "topic t-1")

    await asked(engine, 1)
    retries = ParkedRetries("handling", engine, JOURNAL, handle, 1.0, {"10s": 0.05})
    assert await retries.retry_one()
    assert not await retries.retry_one()
    await until(retries.retry_one)
    await until(retries.retry_one)
    assert attempts == [0, 1, 2]
    async with engine.connect() as connection:
        row = await parked_message(connection, JOURNAL, 1)
    assert row
    assert (row.status, row.reason, row.retries) == ("parked", "not_yet_known", 1)


async def test_a_dropped_message_stays_with_who_why_and_when_and_can_be_taken_up_again(engine: AsyncEngine) -> None:
    await store_parked(engine, JOURNAL, Delivery(COMMANDS, b"rubbish"), "not_json", "")
    async with engine.begin() as connection:
        assert await drop(connection, JOURNAL, Which(), "clerk", "a test of the partner's") == [1]
        assert await drop(connection, JOURNAL, Which(), "clerk", "again") == []
        row = await parked_message(connection, JOURNAL, 1)
        assert row
        assert (row.status, bytes(row.body)) == ("dropped", b"rubbish")
        (step,) = row.history
        assert (step["by"], step["did"], step["why"]) == ("clerk", "drop", "a test of the partner's")
        assert step["at"]
        assert await ask_retry(connection, JOURNAL, Which((1,), ("dropped",)), "clerk") == [1]


ODD_HEADERS: dict[str, Any] = {
    "decimal": Decimal("0.1"),
    "nul\x00in the name": "and\x00in the value",
    "nested": {"deep": [1, {"er": None}]},
    ATTEMPT_HEADER: 2**62,
    QUEUE_HEADER: "no\x00queue",
    REASON_HEADER: "r" * 5000,
    DETAIL_HEADER: "\x00",
}


async def test_headers_that_no_table_can_hold_do_not_keep_a_message_out_of_the_parking_lot(
    over_rabbitmq: Stand,
) -> None:
    async with running_platform(over_rabbitmq, "handling") as running:
        publisher = running.service("handling").publisher
        assert publisher
        await publisher.publish(parking_name("handling"), "", aio_pika.Message(b"odd", headers=ODD_HEADERS))
        row = await with_status(running, "parked")
    assert bytes(row.body) == b"odd"
    assert (row.queue, row.attempts, len(row.reason)) == ("no␀queue", 0, 1000)
    assert row.headers["decimal"] == "0.1"


async def test_numbers_that_json_has_not_are_kept_as_text(engine: AsyncEngine) -> None:
    headers = {"not a number": float("nan"), "endless": float("inf"), "large": 2**62}
    await store_parked(engine, JOURNAL, Delivery(COMMANDS, b"odd", headers), "not_json", "")
    async with engine.connect() as connection:
        row = await parked_message(connection, JOURNAL, 1)
    assert row
    assert row.headers == {"not a number": "nan", "endless": "inf", "large": 2**62}
