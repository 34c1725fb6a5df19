"""Two desks over one broker: whichever takes a change, it is on the other's open pages within a second; and a
desk and a console that have lost everything say the same again after a replay."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager

import httpx
import pytest
from sqlalchemy import text

from cli.process import Process
from shared.kernel.bus.replay import Replay, replay_over_rabbitmq
from shared.kernel.journal.history import sent_events
from shared.kernel.messages.topology import inbox_queue
from shared.language.contracts import handling, intake
from shared.language.contracts.directory import AddTownship
from shared.language.contracts.registry import SERVICES
from shared.language.topology import TOPOLOGY
from tests.integration.desk.conftest import people
from tests.integration.desk.test_pages import ACCEPT, HEAD, LISTS, OFFICE, about, raised
from tests.support.accounts import OPERATOR
from tests.support.platform import STORY_START, TOWNSHIP, Platform, Stand, running_platform
from tests.support.signed_in import Browser, Door, KnownPeople
from tests.support.township import xiushan
from tests.support.waiting import until

__all__ = ["people"]
OWNERS = tuple(name for name in SERVICES if name not in ("identity", "console", "desk"))
WITHIN = 1.0
"""Seconds."""
_TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = :schema AND tablename NOT LIKE 'alembic%'"


@asynccontextmanager
async def running(stand: Stand, *services: str) -> AsyncIterator[Process]:
    """One more instance of these."""
    process = Process(services, stand.settings(STORY_START))
    await process.start()
    try:
        yield process
    finally:
        await process.stop()


@pytest.fixture
async def owners(over_rabbitmq: Stand, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Platform]:
    """All who decide; desks send as the broker's one user."""
    assert over_rabbitmq.broker_url
    monkeypatch.setenv("YOUYUE_DESK_SENDER_URL", over_rabbitmq.broker_url)
    async with running_platform(over_rabbitmq, *OWNERS) as platform:
        monkeypatch.setenv("YOUYUE_DESK_PEER_URL", f"http://127.0.0.1:{platform.process.ops_port}")
        there = xiushan()
        await platform.tell(
            AddTownship(profile=there.profile, rules=there.rules, lists=there.lists), OPERATOR
        )
        yield platform


def door_of(process: Process, people: KnownPeople) -> Door:
    return Door(f"http://127.0.0.1:{process.ports['desk']}", people)


async def test_a_change_at_one_desk_is_on_a_page_that_another_desk_has_open_within_a_second(
    over_rabbitmq: Stand, owners: Platform, people: KnownPeople
) -> None:
    async with AsyncExitStack() as stack:
        enter = stack.enter_async_context
        first, second = [await enter(running(over_rabbitmq, "desk")) for _ in range(2)]
        office = await enter(door_of(first, people).enter(OFFICE))
        head = await enter(door_of(second, people).enter(HEAD))
        path = await raised(office)
        lines = (await enter(head.http.stream("GET", "/live"))).aiter_lines()
        assert (await anext(lines)).startswith("retry")
        await asyncio.sleep(0.5)  # the first look only finds where to begin
        await office.send(f"/do/{ACCEPT}{about(path)}", {"category": "town.lighting"})
        done = asyncio.get_running_loop().time()
        async with asyncio.timeout(5):
            while not (line := await anext(lines)).startswith("data:"):
                pass
        assert line == f"data: submission/{path.rsplit('/', 1)[1]}"
        assert asyncio.get_running_loop().time() - done < WITHIN
        assert "已受理" in await head.page(path)


async def told(platform: Platform) -> None:
    """Something of every kind that a township begins with."""
    for words in ("村口的路灯坏了。", "桥头的护栏断了。", "水管漏水。"):
        submit = intake.SubmitSubmission(text=words, channel="phone", village="V01")
        received = await platform.tell(submit, OFFICE)
        id = received.data["submission"]["submission_id"]
        await platform.tell(intake.AcceptSubmission(submission_id=id, category="town.lighting"), OFFICE)
        await platform.tell(intake.PublishSubmission(submission_id=id, extent="full"), OFFICE)
    plan = handling.PlanProject(title="水库输水管道改造", department="water", leader="leader-2")
    project = (await platform.tell(plan, OFFICE)).data["project"]["project_id"]
    report = handling.ReportProject(project_id=project, planned_percent=60, actual_percent=40)
    await platform.tell(report, HEAD)


async def pages(process: Process, people: KnownPeople) -> dict[str, str]:
    """Whatever the office sees at the desk and everybody at the console, by address."""
    found: dict[str, str] = {}
    console = f"http://127.0.0.1:{process.port}"
    async with (
        httpx.AsyncClient(base_url=console, trust_env=False, timeout=20) as everybody,
        door_of(process, people).enter(OFFICE) as office,
    ):
        for path in ("/", "/matters", "/projects", "/figures", "/waiting"):
            found[f"console{path}"] = (await everybody.get(f"{path}?township={TOWNSHIP}")).text
        for path in sorted(set(re.findall(r'href="(/t/[^"?]+)', found["console/matters"]))):
            found[f"console{path}"] = (await everybody.get(f"{path}?township={TOWNSHIP}")).text
        for path in ("/", *LISTS):
            found[f"desk{path}"] = await _page(office, path)
        links = (re.findall(r'href="(/(?:matters|projects)/[^"/]+)"', page) for page in list(found.values()))
        for path in sorted({one for all in links for one in all}):
            if "console" not in path:
                found[f"desk{path}"] = await _page(office, path)
    return {path: _without_our_own(page) for path, page in found.items()}


async def _page(office: Browser, path: str) -> str:
    return (await office.http.get(path)).text


def _without_our_own(page: str) -> str:
    """But for what each form is given anew."""
    return re.sub(r'value="[0-9a-f]{32,64}"|(?<=name="_once" value=")[^"]+', "", page)


async def empty(process: Process, *services: str) -> None:
    """As a new database is."""
    for running in process.services:
        if running.service.name in services:
            async with running.engine.begin() as connection:
                tables = (await connection.execute(text(_TABLES), {"schema": running.service.name})).scalars()
                named = ", ".join(f'{running.service.name}."{table}"' for table in tables)
                await connection.exec_driver_sql(f"TRUNCATE {named} RESTART IDENTITY CASCADE")


async def test_a_desk_and_a_console_that_lost_everything_say_the_same_after_a_replay(
    over_rabbitmq: Stand, owners: Platform, people: KnownPeople
) -> None:
    async with running(over_rabbitmq, "desk", "console") as process:
        await told(owners)

        async def all_there() -> bool:
            seen = await pages(process, people)
            return "水库输水管道改造" in seen["desk/projects"] and seen["console/matters"].count("/t/") >= 3

        await until(all_there)
        await owners.settle()
        before = await pages(process, people)
        await empty(process, "desk", "console")
    assert len(before) > 20
    async with running(over_rabbitmq, "desk", "console") as process:
        seen = await pages(process, people)
        assert all("水管漏水" not in page and "水库输水管道改造" not in page for page in seen.values())
        for producer in OWNERS:
            for consumer in ("desk", "console"):
                to = inbox_queue(consumer, producer)
                replay = Replay(service=producer, to=to, batch="rebuilt")
                owner = owners.service(producer)
                past = sent_events(owner.engine, owner.service.journal, replay.past(TOPOLOGY))
                await replay_over_rabbitmq(str(over_rabbitmq.broker_url), replay, past)

        async def same() -> bool:
            return await pages(process, people) == before

        try:
            await until(same)
        except TimeoutError:
            after = await pages(process, people)
            assert after == before
