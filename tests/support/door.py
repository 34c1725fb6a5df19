"""A door before a server: closed, nobody answers at its address and open connections break; open, it leads
there."""

import asyncio
import contextlib
import socket
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit, urlunsplit


class Door:
    """For the server in ``url``; ``self.url`` is the same address by way of the door. Begins closed."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self._there = (parts.hostname, parts.port)
        # Bound but not listening: the port stays ours, and who connects is refused.
        self._reserved = _bound(0)
        self.port: int = self._reserved.getsockname()[1]
        name = parts.netloc.rpartition("@")
        self.url = urlunsplit(parts._replace(netloc=f"{name[0]}{name[1]}127.0.0.1:{self.port}"))
        self._server: asyncio.Server | None = None
        self._through: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Let connections through."""
        self._reserved.close()
        self._server = await asyncio.start_server(self._pass, "127.0.0.1", self.port)

    def lead_to(self, port: int) -> None:
        """From now on new connections go to that port of this machine; the others stay where they are."""
        self._there = ("127.0.0.1", port)

    async def close(self) -> None:
        """Break the connections and refuse new ones."""
        if self._server is not None:
            self._server.close()
            self._server = None
            self._reserved = _bound(self.port)
        for task in self._through:
            task.cancel()
        await asyncio.gather(*self._through, return_exceptions=True)

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()
        self._reserved.close()

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task
        self._through.add(task)
        try:
            there = await asyncio.open_connection(*self._there)
            try:
                async with asyncio.TaskGroup() as both:
                    both.create_task(_copy(reader, there[1]))
                    both.create_task(_copy(there[0], writer))
            finally:
                there[1].transport.abort()
        except (OSError, ExceptionGroup, asyncio.CancelledError):
            pass
        finally:
            writer.transport.abort()
            self._through.discard(task)


async def _copy(source: asyncio.StreamReader, target: asyncio.StreamWriter) -> None:
    while data := await source.read(65536):
        target.write(data)
        await target.drain()
    with contextlib.suppress(OSError):
        target.write_eof()


def _bound(port: int) -> socket.socket:
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", port))
    return sock
