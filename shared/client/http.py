"""The client's wire over the console's gateway: CloudEvents over HTTP, events as server-sent events."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from shared.client.client import Mine, everything
from shared.kernel.bus.rabbit.publisher import CONTENT_TYPE
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import TOKEN_HEADER

_RETRIES = 20
_PAUSE = 0.5
_DATA = b"data:"
_CLOSED = (httpx.ReadError, httpx.WriteError, httpx.RemoteProtocolError)


class Refused(Exception):
    """The gateway did not take the message; its words, in both languages."""


class HttpWire:
    """``client`` has the console's base URL."""

    def __init__(self, client: httpx.AsyncClient, registry: Registry) -> None:
        self._client = client
        self._registry = registry
        self._answers: asyncio.Queue[bytes] = asyncio.Queue()

    async def send(self, type: str, body: bytes, token: str | None = None) -> None:
        """Post it, which brings the answer; an unconfirmed message is sent again, and so is one whose
        connection was closed meanwhile: under the same id it is done once. Raises Refused, or
        httpx.TransportError."""
        response = await self._post(body, token)
        for _ in range(_RETRIES):
            if response is not None and response.status_code != httpx.codes.SERVICE_UNAVAILABLE:
                break
            await asyncio.sleep(_PAUSE)
            response = await self._post(body, token)
        if response is None:
            raise httpx.ReadError("the connection was closed again and again")
        if response.is_error:
            raise Refused(response.text)
        if response.status_code == httpx.codes.OK:
            self._answers.put_nowait(response.content)

    async def _post(self, body: bytes, token: str | None) -> httpx.Response | None:
        """None: a server closes a connection on which nothing was said for a while, perhaps just now."""
        said = {} if token is None else {TOKEN_HEADER: token}
        headers = {"content-type": CONTENT_TYPE, **said}
        try:
            return await self._client.post("/api/commands", content=body, headers=headers)
        except _CLOSED:
            return None

    @asynccontextmanager
    async def events(self, pattern: str) -> AsyncIterator[AsyncIterator[Envelope]]:
        """The events, as they arrive. Raises HTTPStatusError, whose response was read."""
        async with self._client.stream(
            "GET", "/api/events", params={"pattern": pattern}, timeout=None
        ) as response:
            if response.is_error:
                await response.aread()
            response.raise_for_status()
            yield self._read(response)

    @asynccontextmanager
    async def answers(self, mine: Mine = everything) -> AsyncIterator[AsyncIterator[bytes]]:
        """The answers to what was posted here."""

        async def read() -> AsyncIterator[bytes]:
            while True:
                yield await self._answers.get()

        yield read()

    async def _read(self, response: httpx.Response) -> AsyncIterator[Envelope]:
        async for line in _lines(response.aiter_bytes()):
            if line.startswith(_DATA):
                yield self._registry.envelope.model_validate_json(line.removeprefix(_DATA))


async def _lines(chunks: AsyncIterator[bytes]) -> AsyncIterator[bytes]:
    """Lines as server-sent events have them: ended by a line feed and by nothing else, so that U+2028 and its
    like stay inside."""
    rest = bytearray()
    async for chunk in chunks:
        rest += chunk
        *lines, rest = rest.split(b"\n") if b"\n" in chunk else [rest]
        for line in lines:
            yield bytes(line)


@asynccontextmanager
async def http_wire(base_url: str, registry: Registry) -> AsyncIterator[HttpWire]:
    """A wire to the console at ``base_url``."""
    async with httpx.AsyncClient(base_url=base_url, timeout=30, trust_env=False) as client:
        yield HttpWire(client, registry)
