"""One process: some services, their transport, and HTTP at two ports: for everybody, and for operators."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property

import structlog
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from cli.readable_address import ReadableAddress
from cli.replay_route import replay_group
from cli.servers import refuse_different
from cli.services import load_service
from cli.serving import ANY_LOOPBACK, Address, Listener
from shared.kernel.bus.delivery.delivery import Wrap
from shared.kernel.bus.in_process.in_process import InProcessBus
from shared.kernel.service.health import ACCOUNTS, HEALTH, flow_of, groups_of
from shared.kernel.service.http.bounded import within_limits
from shared.kernel.service.http.door import Door
from shared.kernel.service.http.limits import RouteGroup
from shared.kernel.service.running import Running
from shared.kernel.settings.settings import ServiceSettings
from shared.language.topology import CONSOLE, CONSUMERS

log = structlog.get_logger(__name__)


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
    port: int = field(init=False, default=0)
    """Where the pages are, once it is started."""
    ops_port: int = field(init=False, default=0)
    _listeners: list[Listener] = field(init=False, default_factory=list)

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

    async def start(self, public: Address = ANY_LOOPBACK, ops: Address = ANY_LOOPBACK) -> None:
        """Serve HTTP at once and start the services, which wait for what they need. Raises AddressTaken."""
        for address, app in ((public, self.public_app), (ops, self.ops_app)):
            self._listeners.append(Listener(address))
            self._listeners[-1].serve(app(), self.services[0].settings.http_proxies)
        self.port, self.ops_port = (listener.port for listener in self._listeners)
        await asyncio.gather(*(running.start() for running in self.services))
        log.info("ready", services=self.names, port=self.port, ops_port=self.ops_port)

    async def stop(self) -> None:
        """Stop the services, then HTTP."""
        await asyncio.gather(*(running.stop() for running in self.services), return_exceptions=True)
        await asyncio.gather(*(listener.stop() for listener in self._listeners))

    def public_app(self) -> Starlette:
        """What the services give to frontends, the console's pages, and health for who balances loads."""
        return self._app(inside=False)

    def ops_app(self) -> Starlette:
        """For operators and the office: every service's health, metrics and accounts, and what is inside."""
        return self._app(inside=True)

    def _app(self, *, inside: bool) -> Starlette:
        settings, say = self.services[0].settings, self.services[0].service.house.say
        # Containers know a service by its name; Prometheus asks by the address alone.
        names = {*settings.listed_hosts, settings.http_host, *self.names}
        door = Middleware(Door, say=say, names=names, by_number=inside)
        routes = within_limits(self._groups, say, inside=inside)
        return Starlette(routes=routes, middleware=[door, Middleware(ReadableAddress)])

    @cached_property
    def _groups(self) -> list[RouteGroup | BaseRoute]:
        """Everything that is served. The console comes last: its pages take every address that is left."""

        def health() -> list[Route]:
            return [Route("/health/live", self._live), Route("/health/ready", self._ready)]

        in_order = sorted(self.services, key=lambda running: running.service.name == CONSOLE)
        return [
            RouteGroup(health(), HEALTH),
            RouteGroup(health(), HEALTH, inside=True),
            RouteGroup([Route("/ops/flow", self._flow)], ACCOUNTS, inside=True),
            *([replay_group(self.services, self.bus)] if self.bus else ()),
            *(group for running in self.services for group in groups_of(running)),
            *(group for running in in_order for group in running.service.routes(running, self.bus)),
        ]

    async def _live(self, request: Request) -> Response:
        return JSONResponse({"status": "alive"})

    async def _ready(self, request: Request) -> Response:
        problems = {running.service.name: running.problems() for running in self.services}
        problems = {name: found for name, found in problems.items() if found}
        status, release = "not ready" if problems else "ready", self.services[0].settings.release
        told = {"status": status, "release": release, "problems": problems}
        return JSONResponse(told, 503 if problems else 200)

    async def _flow(self, request: Request) -> Response:
        return JSONResponse(await asyncio.gather(*(flow_of(running) for running in self.services)))


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
