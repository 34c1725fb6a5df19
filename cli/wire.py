"""The wire that a person's commands use: RabbitMQ when its URL is given, else the console on this machine."""

import asyncio
import os
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Annotated

import typer

from cli.healthcheck import ops_port_of, port_of
from cli.servers import broker_address
from shared.client.amqp import amqp_wire
from shared.client.client import Wire
from shared.client.http import http_wire
from shared.kernel.service.logging import configure_logging
from shared.kernel.settings.settings import SettingsError
from shared.language.contracts.registry import REGISTRY
from shared.language.topology import CONSOLE

BrokerUrl = Annotated[
    str | None, typer.Option(help="amqp://用户:密码@主机:5672/ ；缺省 default: $YOUYUE_BROKER_URL")
]
ConsoleUrl = Annotated[
    str, typer.Option(help="没有消息代理时经由控制台 without a broker: the console's address")
]
OpsUrl = Annotated[
    str,
    typer.Option(help="没有消息代理时请运行中的进程办 without a broker: the operators' address of who runs"),
]
_PATIENCE = 10.0
"""Seconds for a broker to let us in."""
_NO_BROKER = (
    "消息代理 {host} 没有回应：请核对地址，看它是否在运行（youyue doctor）。\n"
    "The broker at {host} does not answer: check the address, and whether it runs (youyue doctor)."
)
_NO_PORT = "端口号有误 (YOUYUE_HTTP_PORT, YOUYUE_OPS_PORT)。This is no port: {error}"


def console_here(environment: Mapping[str, str]) -> str:
    """Where the console of this machine is, by the port that was set for it. Raises SettingsError."""
    return _here(port_of, environment)


def ops_here(environment: Mapping[str, str]) -> str:
    """Where operators ask the process of this machine. Raises SettingsError."""
    return _here(ops_port_of, environment)


def _here(port: Callable[[str, Mapping[str, str]], int], environment: Mapping[str, str]) -> str:
    try:
        return f"http://127.0.0.1:{port(CONSOLE, environment)}"
    except ValueError as error:
        raise SettingsError(_NO_PORT.format(error=error)) from error


CONSOLE_URL = console_here(os.environ)
OPS_URL = ops_here(os.environ)
NOTHING_THERE = (
    "连接不上：没有给出消息代理，控制台 {url} 也没有回应。先在另一终端运行 make run。\n"
    "Nothing answers: no broker was given and no console at {url}. "
    "Run make run in another terminal first. ({error})"
)


@asynccontextmanager
async def wire_for(broker_url: str | None, console_url: str) -> AsyncIterator[Wire]:
    """Open the wire of one who passes by: what a partner's own program waits for is left to it. Raises
    SettingsError for a broker that does not answer soon: services wait for it, a person has to know."""
    configure_logging("CRITICAL", "people")
    url = broker_address(broker_url)
    async with AsyncExitStack() as stack:
        if url is None:
            yield await stack.enter_async_context(http_wire(console_url, REGISTRY))
            return
        try:
            async with asyncio.timeout(_PATIENCE):
                wire = await stack.enter_async_context(amqp_wire(url, REGISTRY, passing_by=True))
        except TimeoutError as error:
            raise SettingsError(_NO_BROKER.format(host=_host(url))) from error
        yield wire


def _host(url: str) -> str:
    """Without user and password."""
    return url.rsplit("@", 1)[-1].split("?", 1)[0]
