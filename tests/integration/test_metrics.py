"""What Prometheus gets when it asks a running service."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families
from sqlalchemy import text

from shared.kernel.messages.envelope import Actor
from shared.kernel.messages.topology import parking_name
from shared.kernel.service.metrics import described
from shared.language.contracts import handling
from shared.language.contracts.envelope import Envelope, Role
from shared.language.topology import TOPOLOGY
from tests.support.door import Door
from tests.support.handling_messages import send_unnamed
from tests.support.platform import TOWNSHIP, Platform, Stand, running_platform
from tests.support.waiting import until

OFFICE = Actor("office-1", Role.OFFICE)
PLAN = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")

Series = dict[tuple[str, frozenset[tuple[str, str]]], float]


@pytest.fixture
async def platform(stand: Stand) -> AsyncIterator[Platform]:
    async with running_platform(stand, "handling") as running:
        yield running


async def parked(platform: Platform) -> bool:
    return bool(await platform.scalar("handling", "SELECT count(*) FROM parked_messages"))


async def scrape(platform: Platform) -> Series:
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"http://127.0.0.1:{platform.process.ops_port}/ops/handling/metrics")
    assert answer.status_code == 200
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def value(series: Series, name: str, **labels: str) -> float:
    """The sum of the series that have these labels."""
    wanted = {"service": "handling", **labels}.items()
    return sum(number for (found, has), number in series.items() if found == name and wanted <= has)


async def test_what_happened_to_messages_can_be_read_from_the_metrics(platform: Platform) -> None:
    for _ in range(3):
        await platform.tell(PLAN, OFFICE)
    await platform.tell(PLAN, OFFICE)
    await platform.tell(PLAN, Actor("deputy-01", Role.DEPUTY))
    await send_unnamed(platform, b"rubbish")
    await until(lambda: parked(platform))
    await platform.settle()
    await platform.service("handling").watch.look()
    series = await scrape(platform)

    outcome = "youyue_deliveries_total"
    assert (value(series, outcome, outcome="done"), value(series, outcome, outcome="refused")) == (4, 1)
    assert value(series, "youyue_refusals_total", code="wrong_role") == 1
    assert (
        value(series, "youyue_parked_total", reason="not_json")
        == value(series, "youyue_parked_messages")
        == 1
    )
    assert value(series, "youyue_handler_seconds_count", type=PLAN.type) == 5
    assert value(series, "youyue_relay_batch_rows_sum") == 4 + 5, "the events, and an answer to each command"
    assert value(series, "youyue_things", township=TOWNSHIP, kind="project", state="planned") == 4
    assert value(series, "youyue_waiting", what="report_project", late="no") == 4
    assert value(series, "youyue_ready") == 1
    assert value(series, "youyue_unsent_rows") == value(series, "youyue_timers_overdue") == 0
    assert value(series, "youyue_build_info") == 1
    assert value(series, "youyue_database_answers") == 1


async def test_how_the_database_server_is_can_be_read_from_the_metrics(platform: Platform) -> None:
    async with platform.service("handling").engine.begin() as connection:
        await connection.execute(text("SELECT 1"))
        series = await scrape(platform)
    names = {dict(labels)["server"] for name, labels in series if name == "youyue_database_server_sessions"}
    assert len(names) == 1
    room = value(series, "youyue_database_server_sessions_size")
    assert 0 < value(series, "youyue_database_server_sessions") < room < 1000
    assert 0 < value(series, "youyue_database_transaction_seconds") < 60
    assert 0 < value(series, "youyue_database_oldest_row_transactions") < 1_000_000
    assert 1_000_000 < value(series, "youyue_database_bytes") < 1_000_000_000


async def test_while_the_database_is_away_the_metrics_say_so(in_process: Stand) -> None:
    async with Door(in_process.database_url) as door:
        await door.open()
        async with running_platform(Stand(door.url, in_process.broker_url), "handling") as platform:
            await door.close()
            await platform.service("handling").watch.look()
            series = await scrape(platform)
            assert value(series, "youyue_database_answers") == 0
            assert not [name for name, _ in series if name == "youyue_database_server_sessions"]
            await door.open()


async def test_everything_that_is_described_is_served_and_nothing_else(platform: Platform) -> None:
    await platform.tell(PLAN, OFFICE)
    async with httpx.AsyncClient(trust_env=False) as http:
        answer = await http.get(f"http://127.0.0.1:{platform.process.ops_port}/ops/handling/metrics")
    served = {line.split()[2] for line in answer.text.splitlines() if line.startswith("# TYPE youyue_")}
    assert served - {name for name in served if name.endswith("_created")} == {
        metric.name for metric in described(Envelope.tenant_name)
    }


async def test_each_queue_is_seen_with_its_consumers_and_the_confirms_are_timed(over_rabbitmq: Stand) -> None:
    async with running_platform(over_rabbitmq, "handling") as platform:
        await platform.tell(PLAN, OFFICE)
        series = await scrape(platform)
    for queue in (*TOPOLOGY.inbox_queues("handling"), parking_name("handling")):
        assert value(series, "youyue_queue_consumers", queue=queue) == 1
    assert value(series, "youyue_publish_seconds_count") >= 1
    assert value(series, "youyue_queues_unread") == 0


async def test_asking_often_costs_the_database_one_question(in_process: Stand) -> None:
    async with running_platform(in_process, "handling") as platform:
        running = platform.service("handling")
        await scrape(platform)
        running.watch.period = 60.0
        await running.housekeeping.dispose()
        await asyncio.gather(*(scrape(platform) for _ in range(20)))
        assert not running.problems()
