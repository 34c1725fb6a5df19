"""A service's past events go to one queue again."""

import asyncio
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import aio_pika
import httpx
import pika
import pytest

from shared.kernel.bus.delivery.delivery import REPLAY_HEADER
from shared.kernel.bus.replay import Replay, ReplayRefused, replay_in_process, replay_over_rabbitmq
from shared.kernel.journal.history import PAGE, counted, sent_events
from shared.kernel.messages.envelope import Actor, Sealed
from shared.kernel.messages.topology import inbox_queue
from shared.language.contracts import handling
from shared.language.contracts.envelope import Role
from shared.language.topology import TOPOLOGY
from tests.support.broker import delete_queue
from tests.support.platform import Platform, Stand, running_platform
from tests.support.tables import rows_of
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
HEAD = Actor("head-1", Role.HEAD)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
TO_SCHEDULING = inbox_queue("scheduling", "handling")
TO_CONSOLE = inbox_queue("console", "handling")
FOREIGN = "partner-test.projects"


@pytest.fixture
async def platform(stand: Stand) -> AsyncIterator[Platform]:
    async with running_platform(stand, "handling", "scheduling", "console") as running:
        yield running


async def project(platform: Platform, reports: int) -> str:
    """A project with so many reports, and so one version more."""
    id = str((await platform.tell(PLAN, OFFICE)).data["project"]["project_id"])
    for percent in range(reports):
        await platform.tell(
            handling.ReportProject(project_id=id, planned_percent=percent, actual_percent=percent), HEAD
        )
    await platform.settle()
    return id


def history(platform: Platform, replay: Replay) -> AsyncIterator[Sealed]:
    running = platform.service(replay.service)
    return sent_events(running.engine, running.service.journal, replay.past(TOPOLOGY))


async def send(platform: Platform, stand: Stand, to: str, batch: str, **narrowed: Any) -> int:
    """Replay and wait until it is handled."""
    replay = Replay(service="handling", to=to, batch=batch, **narrowed)
    bus = platform.service("handling").bus
    if bus:
        return await replay_in_process(bus, replay, history(platform, replay))
    assert stand.broker_url
    sent = await replay_over_rabbitmq(stand.broker_url, replay, history(platform, replay))
    connection = await aio_pika.connect(stand.broker_url)
    async with connection, connection.channel() as channel:

        async def read() -> bool:
            return not (await channel.declare_queue(to, passive=True)).declaration_result.message_count

        await until(read)
    consumer = to.split(".")[0]
    await until(lambda: handled(platform, consumer, to, batch, sent))
    return sent


async def handled(platform: Platform, consumer: str, queue: str, batch: str, sent: int) -> bool:
    """Of each event there is an inbox row, of the replay or of its first coming."""
    query = "SELECT count(DISTINCT message_id) FROM inbox WHERE consumer IN (:queue, :again)"
    return int(await platform.scalar(consumer, query, queue=queue, again=f"{queue}@{batch}")) >= sent


async def counted_rows(platform: Platform, query: str, rows: int) -> bool:
    return bool(await platform.scalar("scheduling", query) == rows)


async def come_back(platform: Platform, service: str, table: str, expected: list[Any]) -> None:
    """Wait until the table holds this again: when its queue is empty, the last message may still be in
    hand."""

    async def there() -> bool:
        return await rows_of(platform, service, table) == expected

    await until(there)


async def test_lost_copies_come_back_and_nothing_is_decided_again(platform: Platform, stand: Stand) -> None:
    await project(platform, 3)
    known = await rows_of(platform, "scheduling", "known")
    timeline = await rows_of(platform, "console", "timeline")
    journal = await rows_of(platform, "scheduling", "journal")
    for service, tables in (("scheduling", ("known",)), ("console", ("known", "timeline"))):
        async with platform.service(service).engine.begin() as connection:
            for table in tables:
                # The township is not handling's: its own replay would bring it.
                kept = " WHERE kind <> 'township'" if table == "known" else ""
                await connection.exec_driver_sql(f"DELETE FROM {table}{kept}")
    for queue in (TO_SCHEDULING, TO_CONSOLE):
        assert await send(platform, stand, queue, "first") == 4
    await come_back(platform, "scheduling", "known", known)
    await come_back(platform, "console", "timeline", timeline)
    assert await rows_of(platform, "scheduling", "journal") == journal


async def test_an_older_state_does_not_take_the_place_of_a_newer_one(
    platform: Platform, stand: Stand
) -> None:
    await project(platform, 3)
    known = await rows_of(platform, "scheduling", "known")
    await send(platform, stand, TO_SCHEDULING, "first", until=datetime(2026, 9, 1, 1, tzinfo=UTC))
    assert await rows_of(platform, "scheduling", "known") == known


async def test_a_message_of_a_replay_that_comes_twice_is_recognised_and_a_new_replay_is_none(
    platform: Platform, stand: Stand
) -> None:
    await project(platform, 0)
    query = "SELECT count(*) FROM inbox WHERE consumer LIKE '%@%'"
    for batch, rows in (("first", 1), ("first", 1), ("second", 2)):
        await send(platform, stand, TO_SCHEDULING, batch)
        await platform.settle()
        await until(partial(counted_rows, platform, query, rows))


async def test_what_was_never_handled_is_handled_in_full(platform: Platform, stand: Stand) -> None:
    await project(platform, 2)
    async with platform.service("console").engine.begin() as connection:
        await connection.exec_driver_sql("TRUNCATE known, timeline, inbox")
    await send(platform, stand, TO_CONSOLE, "first")
    assert len(await rows_of(platform, "console", "timeline")) == 3
    rows = await platform.rows("console", "SELECT DISTINCT consumer FROM inbox")
    assert [row[0] for row in rows] == [TO_CONSOLE]


async def test_conditions_narrow_a_replay(platform: Platform, stand: Stand) -> None:
    one, _ = await project(platform, 1), await project(platform, 2)
    assert await send(platform, stand, TO_CONSOLE, "a", subject=one) == 2
    assert await send(platform, stand, TO_CONSOLE, "b", types=("handling.project.planned.*",)) == 2
    assert await send(platform, stand, TO_CONSOLE, "c", tenant="330921202") == 0
    assert await send(platform, stand, TO_CONSOLE, "d", since=datetime.now(UTC) + timedelta(days=9999)) == 0


async def test_the_journal_is_read_page_by_page_without_what_is_not_sent(in_process: Stand) -> None:
    async with running_platform(in_process, "handling") as platform:
        running = platform.service("handling")
        async with running.engine.begin() as connection:
            await connection.exec_driver_sql(
                "INSERT INTO journal (id, tenant, type, subject, sequence, time, body, sent_at) "
                "SELECT 'e' || n, '330921201', CASE WHEN n % 10 = 0 THEN 'handling.item.wait_due.v1' "
                "ELSE 'handling.project.planned.v1' END, 'p', n, now(), '{}', "
                "CASE WHEN n < 1900 THEN now() END "
                "FROM generate_series(1, 2000) n"
            )
        replay = Replay(service="handling", to=FOREIGN, batch="x")
        ids = [event.id async for event in history(platform, replay)]
        assert len(ids) > 3 * PAGE
        assert ids == [f"e{n}" for n in range(1, 1900) if n % 10]
        counts = await counted(running.engine, running.service.journal, replay.past(TOPOLOGY))
        assert counts == {"handling.project.planned.v1": len(ids)}
        async with running.engine.begin() as connection:
            await connection.exec_driver_sql("DELETE FROM journal")


@pytest.mark.parametrize(
    ("service", "to"),
    [
        ("nobody", "console.inbox.handling"),
        ("handling", "console.inbox.intake"),
        ("handling", "handling.inbox.handling"),
        ("handling", "handling.parking"),
        ("handling", "unrouted"),
    ],
)
def test_a_queue_that_does_not_take_the_stream_is_refused(service: str, to: str) -> None:
    with pytest.raises(ReplayRefused):
        Replay(service=service, to=to, batch="x").past(TOPOLOGY)


async def test_a_new_partner_is_brought_up_to_date_in_order_by_a_queue_of_its_own(
    over_rabbitmq: Stand,
) -> None:
    assert over_rabbitmq.broker_url
    url = over_rabbitmq.broker_url
    async with running_platform(over_rabbitmq, "handling") as platform:
        ids = [await project(platform, reports) for reports in (5, 3)]
        try:
            await asyncio.to_thread(declare, url)
            replay = Replay(service="handling", to=FOREIGN, batch="for-the-partner")
            assert await replay_over_rabbitmq(url, replay, history(platform, replay)) == 10
            messages = await asyncio.to_thread(consume, url, 10)
            nowhere = replay.model_copy(update={"to": "partner-test.nowhere"})
            with pytest.raises(ReplayRefused, match="no such queue"):
                await replay_over_rabbitmq(url, nowhere, history(platform, nowhere))
        finally:
            await delete_queue(url, FOREIGN)
    newest: dict[str, int] = {}
    for event, batch in messages:
        assert batch == "for-the-partner"
        assert event["sequence"] > newest.get(event["subject"], 0)
        newest[event["subject"]] = event["sequence"]
    assert newest == {ids[0]: 6, ids[1]: 4}


def declare(url: str) -> None:
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        connection.channel().queue_declare(FOREIGN, durable=True)


def consume(url: str, count: int) -> list[tuple[dict[str, Any], Any]]:
    """(event, replay) in the order in which a foreign client gets them."""
    with pika.BlockingConnection(pika.URLParameters(url)) as connection:
        channel = connection.channel()
        got = [channel.basic_get(FOREIGN, auto_ack=True) for _ in range(count)]
    return [(json.loads(body), properties.headers[REPLAY_HEADER]) for _, properties, body in got]


async def test_the_embedded_mode_replays_through_the_running_process(in_process: Stand) -> None:
    async with running_platform(in_process, "handling", "console") as platform:
        await project(platform, 2)
        async with platform.service("console").engine.begin() as connection:
            await connection.exec_driver_sql("TRUNCATE timeline")
        async with httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{platform.process.ops_port}", trust_env=False
        ) as http:
            asked = {"service": "handling", "to": TO_CONSOLE, "batch": "x"}
            answer = await http.post("/ops/replay", json=asked)
            assert (answer.status_code, answer.json()["sent"]) == (200, 3)
            wrong = await http.post("/ops/replay", json={**asked, "to": "handling.parking"})
            foreign = await http.post(
                "/ops/replay", content=json.dumps(asked), headers={"content-type": "text/plain"}
            )
            assert (wrong.status_code, foreign.status_code) == (400, 415)
        assert len(await rows_of(platform, "console", "timeline")) == 3
