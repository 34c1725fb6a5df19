"""Two hundred open pages at once: each hears of a change within a second, and the service stays ready."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest

from services.desk.domain.person import Post
from services.desk.identity import Session
from shared.kernel.bus.in_process.in_process import InProcessBus
from tests.integration.desk.conftest import desk_platform, door, people
from tests.integration.desk.test_pages import OFFICE
from tests.support.matter import project
from tests.support.platform import TOWNSHIP, Platform, Stand
from tests.support.signed_in import COOKIE, Door, KnownPeople

__all__ = ["door", "people"]
PAGES = 200
WITHIN = 1.0
"""Seconds."""


@pytest.fixture
async def platform(in_process: Stand, bus: InProcessBus, people: KnownPeople) -> AsyncIterator[Platform]:
    async with desk_platform(in_process, bus, people, "directory") as running:
        yield running


class OpenPage:
    """The stream of one page, as little of a browser as will do."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._reader, self._writer = reader, writer

    @classmethod
    async def at(cls, port: int, token: str) -> "OpenPage":
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        page = cls(reader, writer)
        asked = f"GET /live HTTP/1.1\r\nhost: 127.0.0.1:{port}\r\ncookie: {COOKIE}={token}\r\n\r\n"
        writer.write(asked.encode())
        assert b"200" in await reader.readline()
        await page.line(b"retry:")
        return page

    async def line(self, begins: bytes) -> float:
        """When the next such line came, by the loop's clock."""
        while True:
            line = await self._reader.readline()
            assert line, "the stream has ended"
            if line.startswith(begins):
                return asyncio.get_running_loop().time()

    def close(self) -> None:
        self._writer.close()


async def test_a_change_that_is_seen_after_a_later_one_is_told_all_the_same(
    platform: Platform, people: KnownPeople
) -> None:
    """The number by which open pages know of it is drawn when it is written, and not when it is there."""
    people.sessions["page-1"] = Session("deputy-01", "某代表", TOWNSHIP, (Post("deputy"),))
    engine = platform.service("desk").engine
    write = (
        "INSERT INTO things (tenant, kind, id, sequence, state, inside, public, changed_at) VALUES "
        f"('{TOWNSHIP}', 'project', '%s', 1, 'green', '{{}}', '{{}}', now())"
    )
    page = await OpenPage.at(platform.process.ports["desk"], "page-1")
    try:
        await asyncio.sleep(0.5)  # the first look only finds where to begin
        async with engine.begin() as slow:
            await slow.exec_driver_sql(write % "drawn-first")
            async with engine.begin() as quick:
                await quick.exec_driver_sql(write % "drawn-later")
            async with asyncio.timeout(5):
                await page.line(b"data: project/drawn-later")
        async with asyncio.timeout(5):
            await page.line(b"data: project/drawn-first")
    finally:
        page.close()


async def test_a_change_is_on_each_of_two_hundred_open_pages_within_a_second(
    platform: Platform, bus: InProcessBus, door: Door, people: KnownPeople
) -> None:
    port = platform.process.ports["desk"]
    for number in range(PAGES):
        post = (Post("deputy"),)
        people.sessions[f"page-{number}"] = Session(f"deputy-{number}", "某代表", TOWNSHIP, post)
    pages = await asyncio.gather(*(OpenPage.at(port, f"page-{number}") for number in range(PAGES)))
    try:
        await asyncio.sleep(0.5)  # the first look only finds where to begin
        heard = [asyncio.create_task(page.line(b"data: project/pr1")) for page in pages]
        await bus.publish_event(project(TOWNSHIP))
        await platform.settle()
        kept = asyncio.get_running_loop().time()
        async with asyncio.timeout(20):
            at = await asyncio.gather(*heard)
        assert len(at) == PAGES
        assert max(at) - kept < WITHIN, max(at) - kept
        async with httpx.AsyncClient(trust_env=False) as http:
            ready = f"http://127.0.0.1:{platform.process.ops_port}/ops/desk/health/ready"
            assert (await http.get(ready)).status_code == 200
        async with door.enter(OFFICE) as office:
            began = asyncio.get_running_loop().time()
            assert "水管改造" in await office.page("/projects")
            assert asyncio.get_running_loop().time() - began < WITHIN
    finally:
        for page in pages:
            page.close()
