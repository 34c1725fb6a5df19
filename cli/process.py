"""One process: some services, their transport, and HTTP at two ports: for everybody, and for operators."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType

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
from cli.serving import ANY_LOOPBACK, Address, Listener, addresses_of
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
    ports: dict[str, int] = field(init=False, default_factory=dict)
    """Where the pages of each service with an origin of its own are."""
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

    async def start(
        self,
        public: Address = ANY_LOOPBACK,
        ops: Address = ANY_LOOPBACK,
        own: Mapping[str, Address] = MappingProxyType({}),
    ) -> None:
        """Serve HTTP at once and start the services, which wait for what they need. ``own``: where services
        with an origin of their own have it, else at any free port. Raises AddressTaken."""
        self.port = self._serve(public, self.public_app())
        self.ops_port = self._serve(ops, self.ops_app())
        for running in self.services:
            running.operators_url = f"http://127.0.0.1:{self.ops_port}"
        for running in filter(_has_own_origin, self.services):
            name = running.service.name
            self.ports[name] = self._serve(own.get(name, ANY_LOOPBACK), self.own_app(running))
        await asyncio.gather(*(running.start() for running in self.services))
        log.info("ready", services=self.names, port=self.port, ops_port=self.ops_port)

    async def stop(self) -> None:
        """Stop the services, then HTTP."""
        await asyncio.gather(*(running.stop() for running in self.services), return_exceptions=True)
        await asyncio.gather(*(listener.stop() for listener in self._listeners))

    def addresses(self) -> tuple[Address, Address, dict[str, Address]]:
        """Where the settings want it: what ``start`` takes."""
        own = {
            running.service.name: Address(
                running.settings.http_host,
                running.settings.own_port_after(running.service.port_after),
            )
            for running in self.services
            if running.service.port_after is not None
        }
        return (*addresses_of(self.services[0].settings), own)

    def _serve(self, address: Address, app: Starlette) -> int:
        self._listeners.append(Listener(address))
        self._listeners[-1].serve(app, self.services[0].settings.http_proxies)
        return self._listeners[-1].port

    def public_app(self) -> Starlette:
        """What the services give to frontends, the console's pages, and health for who balances loads."""
        return self._app(self._shared, inside=False)

    def own_app(self, running: Running) -> Starlette:
        """What a service gives to everybody at an origin of its own."""
        return self._app(self._routes[running.service.name], inside=False)

    def ops_app(self) -> Starlette:
        """For operators and the office: every service's health, metrics and accounts, and what is inside."""
        apart = [running.service.name for running in self.services if _has_own_origin(running)]
        own = [group for name in apart for group in self._routes[name]]
        return self._app([*self._shared, *own], inside=True)

    def _app(self, groups: Sequence[RouteGroup | BaseRoute], *, inside: bool) -> Starlette:
        settings, say = self.services[0].settings, self.services[0].service.house.say
        # Containers know a service by its name; Prometheus asks by the address alone.
        names = {*settings.listed_hosts, settings.http_host, *self.names}
        door = Middleware(Door, say=say, names=names, by_number=inside)
        routes = within_limits(groups, say, inside=inside)
        return Starlette(routes=routes, middleware=[door, Middleware(ReadableAddress)])

    @cached_property
    def _routes(self) -> dict[str, Sequence[RouteGroup | BaseRoute]]:
        return {running.service.name: running.service.routes(running, self.bus) for running in self.services}

    @cached_property
    def _shared(self) -> list[RouteGroup | BaseRoute]:
        """What is served at the two common ports. The console comes last: its pages take all that is left."""

        def health() -> list[Route]:
            return [Route("/health/live", self._live), Route("/health/ready", self._ready)]

        common = (running for running in self.services if not _has_own_origin(running))
        in_order = sorted(common, key=lambda running: running.service.name == CONSOLE)
        return [
            RouteGroup(health(), HEALTH),
            RouteGroup(health(), HEALTH, inside=True),
            RouteGroup([Route("/ops/flow", self._flow)], ACCOUNTS, inside=True),
            *([replay_group(self.services, self.bus)] if self.bus else ()),
            *(group for running in self.services for group in groups_of(running)),
            *(group for running in in_order for group in self._routes[running.service.name]),
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


def _has_own_origin(running: Running) -> bool:
    return running.service.port_after is not None


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
