"""What HTTP may cost: every request is bounded in size, time and number, and hostile ones disturb nobody."""

import asyncio
from collections.abc import AsyncIterator

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from cli.serving import ANY_LOOPBACK, Listener
from shared.kernel.messages.errors import refuse
from shared.kernel.service.http.bounded import within_limits
from shared.kernel.service.http.door import Door
from shared.kernel.service.http.limits import JSON, Limits, RouteGroup
from shared.kernel.service.http.protocol import BoundedProtocol
from shared.language.house import sentence_of

BODY = 1_000
SHORT = 0.2
"""Seconds that are given in these tests, instead of ten."""


class Served:
    """A server of one route to read and one to send to; ``held`` keeps requests in work until it is set."""

    def __init__(self) -> None:
        self.listener = Listener(ANY_LOOPBACK)
        self.held, self.begun = asyncio.Event(), asyncio.Semaphore(0)
        self.port = self.listener.port
        self.url = f"http://127.0.0.1:{self.port}"

    async def hold(self, request: Request) -> PlainTextResponse:
        self.begun.release()
        await self.held.wait()
        return PlainTextResponse("done")

    async def take(self, request: Request) -> PlainTextResponse:
        return PlainTextResponse(str(len(await request.body())))


async def answered(port: int, *pieces: bytes) -> bytes:
    """All that is answered to these bytes, until the server closes the connection."""
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        for piece in pieces:
            writer.write(piece)
        async with asyncio.timeout(60):
            return await reader.read()
    finally:
        writer.close()


@pytest.fixture
async def served(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Served]:
    monkeypatch.setattr(BoundedProtocol, "head_seconds", SHORT)
    one = Served()
    groups = [
        RouteGroup([Route("/held", one.hold)], Limits(at_once=2)),
        RouteGroup([Route("/long", one.hold)], Limits(seconds=SHORT)),
        RouteGroup(
            [Route("/", one.take, methods=["POST"])], Limits(body=BODY, body_seconds=SHORT, types=JSON)
        ),
        RouteGroup([Route("/inside", one.take)], inside=True),
    ]
    routes = within_limits(groups, sentence_of, inside=False)
    door = Middleware(Door, say=sentence_of, names=("youyue.example",))
    one.listener.serve(Starlette(routes=routes, middleware=[door]), "127.0.0.1")
    try:
        yield one
    finally:
        one.held.set()
        await one.listener.stop()


@pytest.fixture
async def http(served: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=served.url, trust_env=False, timeout=10) as client:
        yield client


def refusal(answer: httpx.Response) -> tuple[int, str]:
    said = answer.json()
    assert said["zh"]
    assert said["en"]
    return answer.status_code, said["reason"]


async def in_pieces(count: int) -> AsyncIterator[bytes]:
    for _ in range(count):
        yield b"x" * 100


async def test_a_body_may_be_as_large_as_its_route_says_and_no_larger(http: httpx.AsyncClient) -> None:
    type = {"content-type": JSON[0]}
    assert (await http.post("/", content=b"x" * BODY, headers=type)).text == str(BODY)
    too_large = (413, "http_too_large")
    assert refusal(await http.post("/", content=b"x" * (BODY + 1), headers=type)) == too_large
    assert refusal(await http.post("/", content=in_pieces(11), headers=type)) == too_large


async def test_a_body_of_another_type_is_refused(http: httpx.AsyncClient) -> None:
    for type in ({"content-type": "text/plain"}, {}):
        assert refusal(await http.post("/", content=b"x", headers=type)) == (415, "http_type")


async def test_a_body_that_does_not_come_is_not_waited_for(served: Served) -> None:
    head = (
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 9\r\n\r\n"
    )
    answer = await answered(served.port, head, b"1234")
    assert answer.startswith(b"HTTP/1.1 408 ")
    assert b"http_too_slow" in answer


@pytest.mark.parametrize("head", [(), (b"GET /held HTTP/1.1\r\n", b"Host: local")], ids=["nothing", "a part"])
async def test_a_head_that_does_not_end_is_not_waited_for(served: Served, head: tuple[bytes, ...]) -> None:
    assert await answered(served.port, *head) == b""


async def test_a_head_that_comes_by_the_letter_puts_the_end_off_by_nothing(served: Served) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", served.port)
    ended = asyncio.create_task(reader.read())
    try:
        writer.write(b"GET /held HTTP/1.1\r\nX: ")
        async with asyncio.timeout(10):
            while not ended.done():
                writer.write(b"x")
                await asyncio.wait((ended,), timeout=SHORT / 10)
    finally:
        writer.close()
    assert ended.exception() or ended.result() == b""


async def test_what_takes_too_long_is_ended(http: httpx.AsyncClient) -> None:
    answer = await http.get("/long")
    assert refusal(answer) == (503, "http_too_long")


async def test_the_next_after_as_many_as_may_be_at_once_is_told_when_to_come_again(
    served: Served, http: httpx.AsyncClient
) -> None:
    held = [asyncio.create_task(http.get("/held")) for _ in range(2)]
    for _ in held:
        await served.begun.acquire()
    busy = await http.get("/held")
    assert refusal(busy) == (503, "http_busy")
    assert int(busy.headers["retry-after"]) > 0
    assert (await http.post("/", content=b"x", headers={"content-type": JSON[0]})).is_success
    served.held.set()
    assert [answer.text for answer in await asyncio.gather(*held)] == ["done", "done"]
    assert (await http.get("/held")).is_success


async def test_who_reads_pages_is_told_in_words(http: httpx.AsyncClient) -> None:
    answer = await http.get("/long", headers={"accept": "text/html,*/*"})
    assert answer.headers["content-type"].startswith("text/html")
    assert sentence_of(refuse("http_too_long")).zh in answer.text
    assert "http_too_long" not in answer.text


@pytest.mark.parametrize("host", ["evil.example", "youyue.example.evil.example", "10.0.0.1", "", "[::1"])
async def test_a_name_that_is_not_ours_is_not_served(http: httpx.AsyncClient, host: str) -> None:
    assert refusal(await http.get("/held", headers={"host": host})) == (400, "http_host")


@pytest.mark.parametrize(
    "host", ["localhost:8000", "127.0.0.1", "[::1]:8000", "youyue.example", "YOUYUE.example:443"]
)
async def test_our_names_are_served(served: Served, http: httpx.AsyncClient, host: str) -> None:
    served.held.set()
    assert (await http.get("/held", headers={"host": host})).is_success


@pytest.mark.parametrize(
    ("origin", "host", "status"),
    [
        ("https://evil.example", "youyue.example", 403),
        ("null", "youyue.example", 403),
        ("http://localhost:3000", "localhost:8000", 403),
        ("http://localhost:8000", "localhost:8000", 200),
        ("https://youyue.example", "localhost:8000", 200),
    ],
)
async def test_a_page_of_another_site_changes_nothing(
    http: httpx.AsyncClient, origin: str, host: str, status: int
) -> None:
    headers = {"origin": origin, "host": host, "content-type": JSON[0]}
    assert (await http.post("/", content=b"x", headers=headers)).status_code == status


async def test_what_is_inside_is_not_at_the_port_for_everybody(http: httpx.AsyncClient) -> None:
    assert (await http.get("/inside")).status_code == 404
