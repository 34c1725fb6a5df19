"""One port of a process: bound at once, served by uvicorn within the bounds that every port has."""

import asyncio
import contextlib
import socket
from collections.abc import Iterator
from typing import NamedTuple

import uvicorn
from starlette.types import ASGIApp

from shared.kernel.service.http.limits import CONNECTIONS
from shared.kernel.service.http.protocol import BoundedProtocol
from shared.kernel.settings.settings import ServiceSettings


class Address(NamedTuple):
    """Where something listens. Port 0: any free one."""

    host: str
    port: int


def addresses_of(settings: ServiceSettings) -> tuple[Address, Address]:
    """Where pages are served, and where operators ask."""
    return (
        Address(settings.http_host, settings.http_port),
        Address(settings.ops_host, settings.operators_port),
    )


ANY_LOOPBACK = Address("127.0.0.1", 0)


class AddressTaken(Exception):
    """Something else listens there; the sentence says so in both languages."""

    def __init__(self, address: Address) -> None:
        where = f"{address.host}:{address.port}"
        super().__init__(
            f"{where} 已被占用，请换一个端口或先结束占用它的程序。\n"
            f"{where} is taken: choose another port, or end what listens there."
        )


class _Server(uvicorn.Server):
    """Uvicorn without its signal handling: the process stops its services first."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Listener:
    """Bound to ``address``; serves from ``serve`` to ``stop``. Raises AddressTaken."""

    def __init__(self, address: Address) -> None:
        self._socket = _bound_socket(address)
        self.port: int = self._socket.getsockname()[1]
        self._server: _Server | None = None
        self._serving: asyncio.Task[None] | None = None

    def serve(self, app: ASGIApp, proxies: str) -> None:
        """Answer with ``app``; ``proxies`` are believed when they say who asks."""
        config = uvicorn.Config(
            app,
            http=BoundedProtocol,
            ws="none",
            log_config=None,
            lifespan="off",
            access_log=False,
            limit_concurrency=CONNECTIONS,
            forwarded_allow_ips=proxies,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve([self._socket]), name=f"http-{self.port}")

    async def stop(self) -> None:
        """End it at once, whoever still reads."""
        if self._server and self._serving:
            self._server.should_exit = True
            self._server.force_exit = True
            await self._serving
        self._socket.close()


def _bound_socket(address: Address) -> socket.socket:
    family = socket.AF_INET6 if ":" in address.host else socket.AF_INET
    sock = socket.socket(family)
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind(address)
    except OSError as error:
        sock.close()
        raise AddressTaken(address) from error
    return sock
