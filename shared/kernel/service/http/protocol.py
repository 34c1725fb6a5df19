"""Uvicorn's protocol with two bounds that it has no settings for: a head that never ends, and sockets without
number."""

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

from shared.kernel.service.http.limits import CONNECTIONS, HEAD_SECONDS

_BEYOND = 100
"""Connections beyond ``CONNECTIONS`` that still hear a 503; more are closed at once."""


class BoundedProtocol(H11Protocol):
    """Closes a connection that for ``HEAD_SECONDS`` was neither in work nor began a request.

    Nothing that arrives meanwhile puts the end off, so that the rest of a body that was refused, too, is not
    listened to for ever.
    """

    head_seconds = HEAD_SECONDS
    most = CONNECTIONS + _BEYOND
    _due: asyncio.TimerHandle | None = None

    def connection_made(self, transport: Any) -> None:
        """Begin to count."""
        super().connection_made(transport)
        if len(self.connections) > self.most:
            transport.abort()
        else:
            self._expect()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is expected any more."""
        self._forget()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """A head that is whole begins a cycle of work."""
        before = self.cycle
        super().data_received(data)
        if self.cycle is not before and not self.cycle.response_complete:
            self._forget()

    def on_response_complete(self) -> None:
        """Expect the next head, unless it was there already."""
        before = self.cycle
        super().on_response_complete()
        if self.cycle is before and not self.transport.is_closing():
            self._expect()

    def _expect(self) -> None:
        self._forget()
        self._due = self.loop.call_later(self.head_seconds, self._close)

    def _forget(self) -> None:
        if self._due is not None:
            self._due.cancel()
            self._due = None

    def _close(self) -> None:
        self._due = None
        self.transport.close()
