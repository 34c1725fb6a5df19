"""A channel with confirms, which is there again after the broker has closed it."""

import asyncio

import structlog
from aio_pika.abc import AbstractExchange, AbstractRobustChannel, AbstractRobustConnection

log = structlog.get_logger(__name__)

_MENDING_SECONDS = 2.0
"""So long the library may take to bring a closed channel back; then we open another one."""


class Line:
    """Opened by the first who publishes on it, or before."""

    def __init__(self, connection: AbstractRobustConnection) -> None:
        self._connection = connection
        self._channel: AbstractRobustChannel | None = None
        self._exchanges: dict[str, AbstractExchange] = {}
        self._opening = asyncio.Lock()

    async def open(self) -> None:
        """Take a channel, forgetting the one before."""
        channel = await self._connection.channel(publisher_confirms=True, on_return_raises=False)
        assert isinstance(channel, AbstractRobustChannel)
        self._channel, self._exchanges = channel, {}

    async def exchange(self, name: str) -> AbstractExchange:
        """An exchange that exists, on a channel that is open as far as we know."""
        if self._channel is None or self._channel.is_closed:
            await self._mend()
        if name not in self._exchanges:
            assert self._channel
            self._exchanges[name] = await self._channel.get_exchange(name, ensure=False)
        return self._exchanges[name]

    async def _mend(self) -> None:
        await self._connection.ready()
        async with self._opening:
            if self._channel is None:
                await self.open()
            elif self._channel.is_closed:
                try:
                    async with asyncio.timeout(_MENDING_SECONDS):
                        await self._channel.ready()
                except TimeoutError:
                    log.warning("channel_opened_anew")
                    await self.open()
