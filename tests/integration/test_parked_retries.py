"""Parked messages in the database: retried by one of several instances, dropped, kept whatever is in them."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from cli.doctor.daily import account
from cli.hints import typed
from services.handling.storage.tables import JOURNAL
from shared.kernel.bus.delivery.delivery import (
    Delivery,
    Done,
    Park,
    RetryLater,
)
from shared.kernel.bus.parking.parked import Wanted as Which
from shared.kernel.bus.parking.parked import ask_retry, drop, parked_message
from shared.kernel.bus.parking.parked_retries import ParkedRetries
from shared.kernel.bus.parking.parking import store_parked
from shared.kernel.settings.settings import settings_for
from shared.kernel.store.database import create_engine
from shared.language.topology import TOPOLOGY
from tests.support.handling_messages import command
from tests.support.platform import Stand
from tests.support.waiting import until

COMMANDS = "handling.inbox.commands"


@pytest.fixture
async def engine(in_process: Stand) -> AsyncIterator[AsyncEngine]:
    url = in_process.database_url.replace("postgresql://", "postgresql+asyncpg://", 1)
    engine = create_engine(url, "handling", 5)
    yield engine
    await engine.dispose()


async def asked(engine: AsyncEngine, count: int) -> None:
    for number in range(count):
        await store_parked(
            engine,
            JOURNAL,
            TOPOLOGY.registry,
            Delivery(COMMANDS, command(f"m-{number}")),
            "attempts_spent",
            "",
        )
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
        while await retries.retry_some():
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
    dying = asyncio.create_task(ParkedRetries("handling", engine, JOURNAL, hang, 1.0).retry_some())
    await started.wait()
    other = ParkedRetries("handling", engine, JOURNAL, handle, 1.0)
    assert not await other.retry_some()
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    assert await other.retry_some()


async def test_a_retry_has_all_attempts_again_and_waits_between_them(engine: AsyncEngine) -> None:
    attempts: list[int] = []

    async def handle(delivery: Delivery) -> RetryLater | Park:
        attempts.append(delivery.attempts)
        return RetryLater("10s") if len(attempts) < 3 else Park("not_yet_known", "topic t-1")

    await asked(engine, 1)
    retries = ParkedRetries("handling", engine, JOURNAL, handle, 1.0, {"10s": 0.05})
    assert await retries.retry_some()
    assert not await retries.retry_some()
    await until(retries.retry_some)
    await until(retries.retry_some)
    assert attempts == [0, 1, 2]
    async with engine.connect() as connection:
        row = await parked_message(connection, JOURNAL, 1)
    assert row
    assert (row.status, row.reason, row.retries) == ("parked", "not_yet_known", 1)


async def test_a_dropped_message_stays_with_who_why_and_when_and_can_be_taken_up_again(
    engine: AsyncEngine,
) -> None:
    await store_parked(engine, JOURNAL, TOPOLOGY.registry, Delivery(COMMANDS, b"rubbish"), "not_json", "")
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


async def test_what_was_emptied_cannot_be_taken_up_again(engine: AsyncEngine) -> None:
    await store_parked(engine, JOURNAL, TOPOLOGY.registry, Delivery(COMMANDS, b"rubbish"), "not_json", "")
    async with engine.begin() as connection:
        await drop(connection, JOURNAL, Which(), "clerk", "a test of the partner's")
        await connection.execute(text("UPDATE parked_messages SET body = '', detail = ''"))
        assert await ask_retry(connection, JOURNAL, Which((1,), ("dropped",)), "clerk") == []


async def test_numbers_that_json_has_not_are_kept_as_text(engine: AsyncEngine) -> None:
    headers = {"not a number": float("nan"), "endless": float("inf"), "large": 2**62}
    await store_parked(
        engine, JOURNAL, TOPOLOGY.registry, Delivery(COMMANDS, b"odd", headers), "not_json", ""
    )
    async with engine.connect() as connection:
        row = await parked_message(connection, JOURNAL, 1)
    assert row
    assert row.headers == {"not a number": "nan", "endless": "inf", "large": 2**62}


async def test_the_doctor_counts_what_is_parked_and_says_what_to_do(engine: AsyncEngine) -> None:
    settings = settings_for(
        "handling", database_url=engine.url.render_as_string(hide_password=False).replace("+asyncpg", "")
    )
    (well,) = [one async for one in account("handling", settings)]
    assert well.advice == ""
    await store_parked(engine, JOURNAL, TOPOLOGY.registry, Delivery(COMMANDS, b"rubbish"), "not_json", "")
    (finding,) = [one async for one in account("handling", settings)]
    assert "parked 1" in finding.seen
    assert finding.advice.endswith(typed("parked group"))
