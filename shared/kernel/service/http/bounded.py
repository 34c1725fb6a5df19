"""Routes within their limits: type and size of a body, time, and how many at once. Who meets a database or a
disk that is away or full is told to come again."""

import asyncio
from collections.abc import Iterable, Sequence

import structlog
from starlette.datastructures import Headers, QueryParams
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from shared.kernel.machine.house import Say
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.text import clean
from shared.kernel.messages.wordless import in_brief
from shared.kernel.service.http.answers import refused
from shared.kernel.service.http.limits import Limits, RouteGroup
from shared.kernel.store.database import DATABASE_TROUBLE
from shared.kernel.store.sqlstates import passes

log = structlog.get_logger(__name__)

AGAIN_AFTER = 2.0
"""Seconds until who found too many others may ask again."""
AGAIN_LATER = 30.0
"""Seconds until a database or a disk that is full or away is asked again."""
_WITHOUT_BODY = ("GET", "HEAD", "OPTIONS")
_LONGEST_NAMED = 40
"""Characters of a parameter's name that are said back."""


class _Overstepped(Exception):
    """A request goes beyond its limits while its body comes in."""

    def __init__(self, refusal: Refusal, status: int) -> None:
        super().__init__(refusal.code)
        self.refusal, self.status = refusal, status


class _Gate:
    """Counts the requests in work of one group."""

    def __init__(self) -> None:
        self.inside = 0


class _Bounded:
    """In front of one route."""

    def __init__(self, app: ASGIApp, limits: Limits, gate: _Gate, say: Say) -> None:
        self._app, self._limits, self._gate, self._say = app, limits, gate, say

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let it through, or say why not."""
        if scope["type"] != "http":
            return
        if found := self._refusal(scope):
            refusal, status = found
            await refused(scope, self._say, refusal, status)(scope, receive, send)
        elif self._gate.inside >= self._limits.at_once:
            answer = refused(scope, self._say, refuse("http_busy"), 503, AGAIN_AFTER)
            await answer(scope, receive, send)
        else:
            self._gate.inside += 1
            try:
                await self._within_time(scope, receive, send)
            finally:
                self._gate.inside -= 1

    def _refusal(self, scope: Scope) -> tuple[Refusal, int] | None:
        """What is wrong with the head of a request."""
        limits, headers = self._limits, Headers(scope=scope)
        if unknown := _unknown(scope, limits.asks):
            return unknown, 400
        if scope["method"] in _WITHOUT_BODY:
            return None
        type = headers.get("content-type", "").partition(";")[0].strip().lower()
        if limits.types and not (_taken(type, limits.types) if type else limits.untyped):
            return refuse("http_type", allowed=", ".join(limits.types)), 415
        length = headers.get("content-length", "0")
        # The server has refused a length that is no number.
        return (_too_large(limits), 413) if int(length) > limits.body else None

    async def _within_time(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._app(scope, _BoundedBody(receive, self._limits), watched)
        except (_Overstepped, TimeoutError) as error:
            if begun:
                raise  # the server ends the connection: who reads sees that something is missing
            over = error if isinstance(error, _Overstepped) else _Overstepped(refuse("http_too_long"), 503)
            after = AGAIN_AFTER if over.status == 503 else 0.0
            await refused(scope, self._say, over.refusal, over.status, after)(scope, receive, send)
        except DATABASE_TROUBLE as error:
            if begun or not passes(error):
                raise
            log.warning("http_without_store", path=scope["path"], error=in_brief(error))
            await refused(scope, self._say, refuse("http_away"), 503, AGAIN_LATER)(scope, receive, send)


class _BoundedBody:
    """Receives a body that is neither too large nor too slow."""

    def __init__(self, receive: Receive, limits: Limits) -> None:
        self._receive, self._limits = receive, limits
        self._size, self._whole = 0, False
        self._due = asyncio.get_running_loop().time() + limits.body_seconds

    async def __call__(self) -> Message:
        """The next message. Raises _Overstepped."""
        if self._whole:
            return await self._receive()
        try:
            async with asyncio.timeout_at(self._due):
                message = await self._receive()
        except TimeoutError:
            raise _Overstepped(refuse("http_too_slow"), 408) from None
        self._size += len(message.get("body", b""))
        if self._size > self._limits.body:
            raise _Overstepped(_too_large(self._limits), 413)
        self._whole = not message.get("more_body", False)
        return message


def within_limits(given: Iterable[RouteGroup | BaseRoute], say: Say, *, inside: bool) -> list[BaseRoute]:
    """The routes of that side, in their order, each behind the limits of its group."""
    groups = (one if isinstance(one, RouteGroup) else RouteGroup((one,)) for one in given)
    return [route for group in groups if group.inside == inside for route in _bounded(group, say)]


def _bounded(group: RouteGroup, say: Say) -> Sequence[BaseRoute]:
    gate = _Gate()
    for route in group.routes:
        assert isinstance(route, Route | Mount)
        route.app = _Bounded(route.app, group.limits, gate, say)
    return group.routes


def _unknown(scope: Scope, asks: tuple[str, ...] | None) -> Refusal | None:
    """A parameter of the address that means nothing here."""
    named = (name for name in QueryParams(scope["query_string"]) if asks is not None and name not in asks)
    if (name := next(named, None)) is None:
        return None
    known = ", ".join(asks or ()) or "-"
    given = clean(name[:_LONGEST_NAMED], lines=False)
    return refuse("http_parameter", given, given=given, known=known, one_of=asks or ())


def _taken(type: str, types: Iterable[str]) -> bool:
    return any(type == one or (one.endswith("/*") and type.startswith(one[:-1])) for one in types)


def _too_large(limits: Limits) -> Refusal:
    size = f"{limits.body // 1_000_000} MB" if limits.body >= 1_000_000 else f"{limits.body // 1_000} kB"
    return refuse("http_too_large", limit=size)
