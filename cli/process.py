"""One process: some services, their transport, and one HTTP server for pages, health, metrics and
accounts."""

import asyncio
import contextlib
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import structlog
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from cli.readable_address import ReadableAddress
from cli.replay_route import replay_route
from cli.servers import refuse_different
from cli.services import load_service
from shared.kernel.bus.delivery.delivery import Wrap
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.health import flow_of, routes_of
from shared.kernel.service.running import Running
from shared.kernel.settings.settings import ServiceSettings
from shared.language.topology import CONSOLE, CONSUMERS

log = structlog.get_logger(__name__)


class AddressTaken(Exception):
    """Something else listens there; the sentence says so in both languages."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"{host}:{port} 已被占用，请换一个端口或先结束占用它的程序。\n"
            f"{host}:{port} is taken: choose another port, or end what listens there."
        )


class _Server(uvicorn.Server):
    """Uvicorn without its signal handling: the process stops its services first."""

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


@dataclass
class Process:
    """``settings`` gives each service its own; ``bus`` is there in the embedded mode.

    Raises SettingsError when the services want different things of what they share here.
    """

    names: tuple[str, ...]
    settings: Callable[[str], ServiceSettings]
    bus: InProcessBus | None = None
    faults: tuple[Wrap, ...] = ()
    services: list[Running] = field(init=False)
    _server: _Server | None = field(init=False, default=None)
    _serving: asyncio.Task[None] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if unknown := set(self.names) - set(CONSUMERS):
            raise ValueError(
                f"no such service: {', '.join(sorted(unknown))}; there are {', '.join(CONSUMERS)}"
            )
        settings = {name: self.settings(name) for name in self.names}
        refuse_different(settings.values())
        self.services = [
            Running(load_service(name), settings[name], self.bus, self.faults) for name in self.names
        ]

    async def start(self, host: str, port: int) -> None:
        """Serve HTTP at once and start the services, which wait for what they need. Raises AddressTaken."""
        sock = _bound_socket(host, port)
        config = uvicorn.Config(
            self.http_app(),
            log_config=None,
            lifespan="off",
            access_log=False,
            forwarded_allow_ips=self.services[0].settings.http_proxies,
        )
        self._server = _Server(config)
        self._serving = asyncio.create_task(self._server.serve([sock]), name="http")
        self.port: int = sock.getsockname()[1]
        await asyncio.gather(*(running.start() for running in self.services))
        log.info("ready", services=self.names, url=f"http://{host}:{self.port}")

    async def stop(self) -> None:
        """Stop the services, then HTTP."""
        await asyncio.gather(*(running.stop() for running in self.services), return_exceptions=True)
        if self._server and self._serving:
            self._server.should_exit = True
            self._server.force_exit = True
            await self._serving

    def http_app(self) -> Starlette:
        """Health and accounts of every service here, what they take over HTTP themselves, and the console's
        pages."""
        routes: list[BaseRoute] = [
            Route("/health/live", self._live),
            Route("/health/ready", self._ready),
            Route("/ops/flow", self._flow),
            *(routes_of(running) for running in self.services),
        ]
        if self.bus:
            routes.append(replay_route(self.services, self.bus))
        # The console comes last: its pages take every address that is left.
        for running in sorted(self.services, key=lambda running: running.service.name == CONSOLE):
            routes.extend(running.service.routes(running, self.bus))
        return Starlette(routes=routes, middleware=[Middleware(ReadableAddress)])

    async def _live(self, request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def _ready(self, request: Request) -> Response:
        problems = {running.service.name: running.problems() for running in self.services}
        problems = {name: found for name, found in problems.items() if found}
        return JSONResponse(
            {"status": "not ready" if problems else "ready", "problems": problems}, 503 if problems else 200
        )

    async def _flow(self, request: Request) -> Response:
        return JSONResponse(await asyncio.gather(*(flow_of(running) for running in self.services)))


def _bound_socket(host: str, port: int) -> socket.socket:
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        sock.bind((host, port))
    except OSError as error:
        sock.close()
        raise AddressTaken(host, port) from error
    return sock


async def until_told_to_stop() -> None:
    """Return on SIGTERM or SIGINT; a second one ends the process at once.

    That is safe at any moment: what is not committed is rolled back, what is not acknowledged is delivered
    again.
    """
    told = asyncio.Event()
    loop = asyncio.get_running_loop()

    def stop(number: int) -> None:
        if told.is_set():
            sys.stderr.write("立即结束。Ended at once.\n")
            os._exit(128 + number)
        told.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop, number)
    await told.wait()
