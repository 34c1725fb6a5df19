"""A loopback proxy whose wire can go dead: connections stay open, bytes wait, as when a network swallows
packets."""

import asyncio
import contextlib
from dataclasses import dataclass, field

from shared.embedded.free_ports import free_ports

_CHUNK = 65536


@dataclass
class Proxy:
    """Forwards ``port`` to ``target`` while it is not ``dead``; nothing is lost unless a side gives up."""

    target: int
    port: int = field(default_factory=lambda: free_ports(1)[0])
    _flows: asyncio.Event = field(default_factory=asyncio.Event)
    lag: float = 0.0
    """Seconds that each piece takes, in either direction."""
    accepted: int = 0
    """Connections so far."""
    _swallowing: frozenset[asyncio.Task[None]] = frozenset()
    _server: asyncio.Server | None = None
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    async def start(self) -> None:
        """Listen."""
        self._flows.set()
        self._server = await asyncio.start_server(self._accept, "127.0.0.1", self.port)

    async def stop(self) -> None:
        """Cut every connection and stop to listen."""
        if self._server:
            self._server.close()
        await self.cut()

    async def cut(self) -> None:
        """Cut every connection there is."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def go_dead(self) -> None:
        """From now on no byte passes."""
        self._flows.clear()

    def come_back(self) -> None:
        """Let pass what waits."""
        self._flows.set()

    def swallow(self) -> None:
        """On the connections there are, what the client says is read and goes nowhere; what it hears goes
        on."""
        self._swallowing = frozenset(self._tasks)

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.accepted += 1
        task = asyncio.create_task(self._serve(reader, writer))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.closing(writer):
            await self._flows.wait()
            try:
                to, back = await asyncio.open_connection("127.0.0.1", self.target)
            except OSError:
                return
            with contextlib.closing(back):
                serving = asyncio.current_task()
                one = asyncio.create_task(self._pump(reader, back, serving))
                other = asyncio.create_task(self._pump(to, writer))
                try:
                    await asyncio.wait({one, other}, return_when=asyncio.FIRST_COMPLETED)
                finally:
                    one.cancel()
                    other.cancel()
                    await asyncio.gather(one, other, return_exceptions=True)

    async def _pump(
        self,
        source: asyncio.StreamReader,
        sink: asyncio.StreamWriter,
        serving: asyncio.Task[None] | None = None,
    ) -> None:
        with contextlib.suppress(OSError):
            while chunk := await source.read(_CHUNK):
                await asyncio.sleep(self.lag)
                await self._flows.wait()
                if serving not in self._swallowing:
                    sink.write(chunk)
                    await sink.drain()
