"""Crowds, pictures and floods over HTTP disturb nobody else on the platform."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from shared.kernel.messages.envelope import Actor
from shared.language.contracts.envelope import Role
from shared.language.contracts.intake import MoveIntakeClock
from tests.integration.test_http_limits import answered
from tests.support.platform import STORY_START, TOWNSHIP, Platform, Stand, running_platform

OPERATOR = Actor("operator-1", Role.OPERATOR)
Get = Callable[[str], Awaitable[httpx.Response]]


@asynccontextmanager
async def asking(platform: Platform) -> AsyncIterator[tuple[Get, Get]]:
    """How pages are read, and how operators ask."""
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=None)
    async with httpx.AsyncClient(trust_env=False, timeout=60, limits=limits) as http:
        process = platform.process

        def at(port: int) -> Get:
            return lambda path: http.get(f"http://127.0.0.1:{port}{path}")

        yield at(process.port), at(process.ops_port)


async def test_operators_ask_at_a_port_of_their_own(in_process: Stand) -> None:
    async with running_platform(in_process, "intake", "console") as platform, asking(platform) as (read, ops):
        for path in (
            "/health/live",
            "/ops/flow",
            "/ops/intake/metrics",
            "/ops/console/flow",
            "/intake/queues",
        ):
            assert (await ops(path)).status_code == 200, path
            public = await read(path)
            assert public.status_code == (200 if path == "/health/live" else 404), path
        assert (await read("/")).status_code == 200
        assert (await ops("/")).status_code == 404


PAGE = b"GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


async def test_four_hundred_readers_of_a_page_keep_nobody_else_from_anything(in_process: Stand) -> None:
    async with running_platform(in_process, "intake", "console") as platform, asking(platform) as (read, ops):
        assert (await read("/")).status_code == 200
        readers = [asyncio.create_task(answered(platform.process.port, PAGE)) for _ in range(400)]
        command = MoveIntakeClock(to=STORY_START.replace(hour=9))
        carried_out = asyncio.create_task(platform.tell(command, OPERATOR))
        loop, waits, states = asyncio.get_running_loop(), [0.0], set()
        while not all(reader.done() for reader in readers):
            asked = loop.time()
            states.add((await ops("/health/ready")).status_code)
            waits.append(loop.time() - asked)
        assert (await carried_out).type == "intake.clock.moved.v1"
        assert states == {200}
        assert max(waits) < 5
        heads = [reader.result().partition(b"\r\n\r\n")[0] for reader in readers]
        assert {head.split()[1] for head in heads} == {b"200", b"503"}
        assert all(b"retry-after" in head for head in heads if head.split()[1] == b"503")
        assert (await read("/")).status_code == 200


def one_colour(side: int) -> bytes:
    out = BytesIO()
    Image.new("RGB", (side, side), "red").save(out, "PNG", compress_level=1)
    return out.getvalue()


def memory(kind: str) -> int:
    """Megabytes of this process; ``VmHWM``: the most since it was set back."""
    status = Path("/proc/self/status").read_text("ascii")
    return next(int(line.split()[1]) // 1024 for line in status.splitlines() if line.startswith(kind))


def forget_the_most() -> None:
    """Set ``VmHWM`` back to what is in use now."""
    Path("/proc/self/clear_refs").write_text("5", "ascii")


@pytest.mark.parametrize(("side", "status"), [(7740, 413), (5000, 201)])
async def test_six_pictures_of_one_colour_at_once_cost_little_memory_and_keep_nobody_waiting(
    in_process: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, side: int, status: int
) -> None:
    monkeypatch.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", f"file://{tmp_path}/files")
    content = one_colour(side)
    async with running_platform(in_process, "intake") as platform, asking(platform) as (_, ops):
        url = f"http://127.0.0.1:{platform.process.port}/intake/attachments?township={TOWNSHIP}"
        before = memory("VmRSS")
        forget_the_most()
        async with httpx.AsyncClient(trust_env=False, timeout=60) as http:
            sending = [asyncio.create_task(http.post(url, content=content)) for _ in range(6)]
            slowest, loop = 0.0, asyncio.get_running_loop()
            while not all(one.done() for one in sending):
                asked = loop.time()
                assert (await ops("/health/live")).status_code == 200
                slowest = max(slowest, loop.time() - asked)
        assert {one.result().status_code for one in sending} == {status}
        assert slowest < 1
        assert memory("VmHWM") - before < 350


async def test_an_address_that_sends_too_much_which_nobody_uses_waits(
    in_process: Stand, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("YOUYUE_INTAKE_ATTACHMENTS_URL", f"file://{tmp_path}/files")
    monkeypatch.setattr("services.intake.attachments.volume.AT_MOST", 1_000)
    async with running_platform(in_process, "intake") as platform:
        url = f"http://127.0.0.1:{platform.process.port}/intake/attachments?township={TOWNSHIP}"
        async with httpx.AsyncClient(trust_env=False, timeout=30) as http:
            assert (await http.post(url, content=one_colour(1_000))).status_code == 201
            answer = await http.post(url, content=one_colour(900))
            assert (answer.status_code, answer.json()["code"]) == (429, "attachment_too_many")
            assert all(answer.json()["reason"].values())
            assert int(answer.headers["retry-after"]) > 0
            other = await http.post(url, content=one_colour(900), headers={"x-forwarded-for": "203.0.113.9"})
            assert other.status_code == 201
