"""The gateway of the embedded mode: what it takes, what it answers, and that it lets go."""

import asyncio
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette

from services.console.gateway import gateway_groups
from shared.client.platform import new_command
from shared.kernel.bus.access.partners import LOCAL
from shared.kernel.bus.delivery.delivery import Delivery, Done
from shared.kernel.bus.delivery.reading import BODY_LIMIT
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.messages.envelope import Actor, Envelope, Sealed
from shared.kernel.messages.topology import inbox_queue
from shared.kernel.service.http.bounded import within_limits
from shared.language.contracts.envelope import Role
from shared.language.contracts.handling import PlanProject
from shared.language.house import sentence_of
from shared.language.topology import TOPOLOGY
from tests.support.matter import Matter
from tests.support.platform import TOWNSHIP

COMMANDS = inbox_queue("handling", "commands")
JSON = {"content-type": "application/cloudevents+json"}


async def no_park(delivery: Delivery, reason: str, detail: str) -> None:
    raise AssertionError("never parked")


class WatchedBus(InProcessBus):
    """Tells when a listener has let go."""

    def __init__(self) -> None:
        super().__init__(TOPOLOGY)
        self.left = asyncio.Event()

    @contextmanager
    def tap(self, pattern: str, *, inside: bool = False) -> Iterator[asyncio.Queue[bytes]]:
        with super().tap(pattern, inside=inside) as queue:
            try:
                yield queue
            finally:
                self.left.set()


def answer_to(command: bytes) -> Sealed:
    """What a service would answer."""
    said = json.loads(command)
    data = {"command_source": said["source"], "command_id": said["id"]}
    body = json.dumps({"id": "a-1", "data": data}).encode()
    return Sealed("a-1", "handling.command.accepted.v1", datetime.now(UTC), "a-1", TOWNSHIP, body, LOCAL)


class Gateway:
    """A served gateway whose bus hands every delivery to ``taken``."""

    def __init__(self, bus: WatchedBus, client: httpx.AsyncClient) -> None:
        self.bus = bus
        self.client = client
        self.taken: list[Delivery] = []

    def listen(self) -> None:
        """Let every queue have a reader."""

        async def take(delivery: Delivery) -> Done:
            self.taken.append(delivery)
            await self.bus.send_event(answer_to(delivery.body))
            return Done("done")

        for queue in TOPOLOGY.queues:
            self.bus.consume(queue.name, take, no_park)

    async def post(self, body: bytes, headers: dict[str, str] | None = None) -> httpx.Response:
        return await self.client.post("/api/commands", content=body, headers=headers or JSON)


@asynccontextmanager
async def served() -> AsyncIterator[Gateway]:
    bus = WatchedBus()
    app = Starlette(routes=within_limits(gateway_groups(bus), sentence_of, inside=False))
    config = uvicorn.Config(app, port=0, log_config=None, lifespan="off")
    server = uvicorn.Server(config)
    sock = config.bind_socket()
    serving = asyncio.create_task(server.serve([sock]))
    try:
        url = f"http://127.0.0.1:{sock.getsockname()[1]}"
        async with httpx.AsyncClient(base_url=url, trust_env=False, timeout=10) as client:
            yield Gateway(bus, client)
    finally:
        server.should_exit = server.force_exit = True
        await serving


@pytest.fixture
async def gateway() -> AsyncIterator[Gateway]:
    async with served() as running:
        yield running


def command() -> Envelope:
    data = PlanProject(title="水管改造", department="water", leader="leader-2")
    return new_command(data, Actor("office-1", Role.OFFICE), TOWNSHIP, "/tests/partner")


async def test_a_command_is_taken_as_it_was_sent_and_its_answer_comes_back(gateway: Gateway) -> None:
    gateway.listen()
    sent = command()
    answer = await gateway.post(sent.to_json())
    assert (answer.status_code, answer.json()["data"]["command_id"]) == (200, sent.id)
    assert [(d.queue, d.body) for d in gateway.taken] == [(COMMANDS, sent.to_json())]


async def test_everybody_gets_their_own_answer(gateway: Gateway) -> None:
    gateway.listen()
    sent = [command() for _ in range(20)]
    answers = await asyncio.gather(*(gateway.post(one.to_json()) for one in sent))
    assert [answer.json()["data"]["command_id"] for answer in answers] == [one.id for one in sent]


async def test_who_gets_no_answer_in_time_is_told_to_ask_again(
    gateway: Gateway, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.console.gateway.ANSWER_SECONDS", 0.01)
    monkeypatch.setattr("shared.kernel.bus.in_process.in_process._offer", lambda body, queues: None)
    gateway.listen()
    sent = command()
    answer = await gateway.post(sent.to_json())
    assert (answer.status_code, answer.json()) == (202, {"id": sent.id})


@pytest.mark.parametrize(
    ("body", "status", "reason"),
    [
        (b"not json", 400, "not_json"),
        (b"", 400, "not_json"),
        (b"\xff\x00", 400, "not_json"),
        (b"{}", 400, "invalid_envelope"),
        (b"[1]", 400, "invalid_envelope"),
        (b" " * (BODY_LIMIT + 1), 413, "http_too_large"),
    ],
    ids=["text", "nothing", "bytes", "empty", "list", "huge"],
)
async def test_what_is_no_command_is_refused_with_a_reason(
    gateway: Gateway, body: bytes, status: int, reason: str
) -> None:
    gateway.listen()
    answer = await gateway.post(body)
    said = answer.json()
    assert (answer.status_code, said["reason"]) == (status, reason)
    assert said["zh"]
    assert said["en"]
    assert gateway.taken == []


@pytest.mark.parametrize(
    "type", ["handling.project.demolish.v1", "weather.rain.start.v1", "handling.item.assigned.v1"]
)
async def test_a_type_that_no_service_takes_as_a_command_is_not_found(gateway: Gateway, type: str) -> None:
    gateway.listen()
    answer = await gateway.post(command().model_copy(update={"type": type}).to_json())
    assert (answer.status_code, answer.json()["reason"]) == (404, "unroutable")


async def test_a_command_that_nobody_can_handle_now_may_be_sent_again_later(gateway: Gateway) -> None:
    sent = command().to_json()
    answer = await gateway.post(sent)
    assert (answer.status_code, answer.json()["reason"]) == (503, "not_confirmed")
    assert int(answer.headers["retry-after"]) > 0
    gateway.listen()
    assert (await gateway.post(sent)).status_code == 200


async def test_a_page_of_another_origin_cannot_send_commands(gateway: Gateway) -> None:
    """A form or a simple request carries none of these types; anything else the browser asks about first."""
    gateway.listen()
    for simple in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data"):
        assert (await gateway.post(command().to_json(), {"content-type": simple})).status_code == 415
    assert gateway.taken == []
    assert (await gateway.client.options("/api/commands")).status_code == 405


async def test_events_that_match_the_pattern_stream_out_one_a_line(gateway: Gateway) -> None:
    gateway.listen()
    told = list(Matter(TOWNSHIP, text="两行\n文字 data: x").told())
    async with gateway.client.stream("GET", "/api/events", params={"pattern": "*.item.*.v1"}) as stream:
        lines = stream.aiter_lines()
        assert await anext(lines) == ": open"
        for envelope in told:
            await gateway.bus.publish_event(envelope)
        wanted = [envelope for envelope in told if ".item." in envelope.type]
        heard = [line async for line in take_data(lines, len(wanted))]
    assert [json.loads(line)["id"] for line in heard] == [envelope.id for envelope in wanted]


async def take_data(lines: AsyncIterator[str], wanted: int) -> AsyncIterator[str]:
    async with asyncio.timeout(10):
        async for line in lines:
            if line.startswith("data: "):
                yield line.removeprefix("data: ")
                wanted -= 1
            if not wanted:
                return


async def test_a_reader_who_has_left_is_forgotten(gateway: Gateway) -> None:
    async with gateway.client.stream("GET", "/api/events") as stream:
        await anext(stream.aiter_lines())
        assert not gateway.bus.left.is_set()
    async with asyncio.timeout(10):
        await gateway.bus.left.wait()


async def test_a_pattern_that_no_type_can_match_is_refused(gateway: Gateway) -> None:
    answer = await gateway.client.get("/api/events", params={"pattern": ".".join("#" * 20)})
    assert (answer.status_code, answer.json()["reason"]) == (400, "pattern")


async def test_a_pattern_that_no_event_fits_is_said_so_instead_of_silence(gateway: Gateway) -> None:
    answer = await gateway.client.get("/api/events", params={"pattern": "intake.submision.*.v1"})
    assert (answer.status_code, answer.json()["reason"]) == (404, "pattern_unknown")
    answer = await gateway.client.get("/api/events", params={"patern": "#"})
    assert (answer.status_code, answer.json()["reason"]) == (400, "http_parameter")


async def test_the_process_ends_although_somebody_listens() -> None:
    async with asyncio.timeout(10):
        async with served() as gateway:
            stream = await gateway.client.send(
                gateway.client.build_request("GET", "/api/events"), stream=True
            )
        await stream.aclose()
