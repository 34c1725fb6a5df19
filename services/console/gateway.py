"""The gateway of the embedded mode: commands in and events out over HTTP, where no broker can be reached.

``POST /api/commands`` takes one CloudEvent in structured JSON, as the CloudEvents HTTP binding says, and
returns its answer, to who asked and to nobody else. ``GET /api/events?pattern=handling.%23`` streams events
as server-sent events, one CloudEvent a ``data:`` line.
"""

import asyncio
import json
from collections.abc import AsyncIterator

from starlette.requests import Request
from starlette.responses import JSONResponse, Response, StreamingResponse
from starlette.routing import Route

from shared.kernel.bus.access.partners import LOCAL
from shared.kernel.bus.delivery.reading import BODY_LIMIT, read_envelope
from shared.kernel.bus.in_process.in_process import InProcessBus, NotConfirmed, Unroutable
from shared.kernel.bus.in_process.patterns import matches
from shared.kernel.messages.base import Event
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.errors import Unprocessable
from shared.kernel.messages.text import one_line, visibly
from shared.kernel.messages.topology import TOKEN_HEADER
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.language.contracts.registry import TYPES
from shared.language.topology import TOPOLOGY
from shared.language.words import bilingual

RETRY_AFTER = 1
"""Seconds until a command that could not be confirmed may be sent again."""
COMMANDS = Limits(
    at_once=64, seconds=30.0, body=BODY_LIMIT, types=("application/cloudevents+json", "application/json")
)
"""Each waits until the bus has confirmed it."""
LISTENERS = Limits(at_once=50, seconds=None, asks=("pattern",))
ANSWER_SECONDS = 20.0
"""Until who asked is told to ask again."""
_HEARTBEAT = 15.0
"""Seconds of silence after which a comment is sent, so that a reader who has left is noticed."""
_EVENT_TYPES = tuple(type for type, message in TYPES.items() if issubclass(message, Event))
_PATTERN_WORDS = 8
"""More words than any type has cannot match it, and would only make matching slow."""


def gateway_groups(bus: InProcessBus) -> tuple[RouteGroup, ...]:
    """The two routes over ``bus``."""

    async def commands(request: Request) -> Response:
        try:
            body = await request.body()
            envelope = read_envelope(body, TOPOLOGY.registry)
            with bus.answers(LOCAL) as answers:
                await bus.publish_command(envelope.type, body, token=request.headers.get(TOKEN_HEADER))
                return await _answer(envelope, answers)
        except Unprocessable as error:
            return _problem(400, error.reason, error.detail)
        except Unroutable as error:
            return _problem(404, "unroutable", str(error))
        except NotConfirmed as error:
            return _problem(503, "not_confirmed", str(error), {"retry-after": str(RETRY_AFTER)})

    async def events(request: Request) -> Response:
        pattern = request.query_params.get("pattern", "#")
        if pattern.count(".") >= _PATTERN_WORDS:
            return _problem(400, "pattern", f"at most {_PATTERN_WORDS} words")
        if not any(matches(pattern, type) for type in _EVENT_TYPES):
            return _problem(404, "pattern_unknown", visibly(pattern))
        return StreamingResponse(
            _stream(bus, pattern),
            media_type="text/event-stream",
            headers={"cache-control": "no-store", "x-accel-buffering": "no"},
        )

    return (
        RouteGroup([Route("/api/commands", commands, methods=["POST"])], COMMANDS),
        RouteGroup([Route("/api/events", events)], LISTENERS),
    )


async def _stream(bus: InProcessBus, pattern: str) -> AsyncIterator[bytes]:
    with bus.tap(pattern) as queue:
        yield b": open\n\n"
        while True:
            try:
                async with asyncio.timeout(_HEARTBEAT):
                    event = await queue.get()
            except TimeoutError:
                yield b": still here\n\n"
            else:
                yield b"data: " + one_line(event) + b"\n\n"


async def _answer(envelope: Envelope, answers: asyncio.Queue[bytes]) -> Response:
    """The answer; 202 and the id if it takes too long: the same command sent again brings it."""
    try:
        async with asyncio.timeout(ANSWER_SECONDS):
            while True:
                body = await answers.get()
                said = json.loads(body)["data"]
                if (said["command_source"], said["command_id"]) == (envelope.source, envelope.id):
                    return Response(body, media_type="application/cloudevents+json")
    except TimeoutError:
        return JSONResponse({"id": envelope.id}, 202)


def _problem(status: int, reason: str, detail: str, headers: dict[str, str] | None = None) -> Response:
    said = bilingual(f"gateway.{reason}")
    content = {"reason": reason, "detail": detail, "zh": said.zh, "en": said.en}
    return JSONResponse(content, status, headers)
