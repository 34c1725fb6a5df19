"""The wire that a person's commands use: RabbitMQ when its URL is given, else the console on this machine."""

from contextlib import AbstractAsyncContextManager
from typing import Annotated

import typer

from cli.backends import broker_address
from shared.client.amqp import amqp_wire
from shared.client.client import Wire
from shared.client.http import http_wire
from shared.language.contracts.registry import REGISTRY

BrokerUrl = Annotated[
    str | None, typer.Option(help="amqp://用户:密码@主机:5672/ ；缺省 default: $YOUYUE_BROKER_URL")
]
ConsoleUrl = Annotated[
    str, typer.Option(help="没有消息代理时经由控制台 without a broker: the console's address")
]
CONSOLE_URL = "http://127.0.0.1:8000"
NOTHING_THERE = (
    "连接不上：没有给出消息代理，控制台 {url} 也没有回应。先在另一终端运行 make run。\n"
    "Nothing answers: no broker was given and no console at {url}. "
    "Run make run in another terminal first. ({error})"
)


def wire_for(broker_url: str | None, console_url: str) -> AbstractAsyncContextManager[Wire]:
    """Open the wire."""
    url = broker_address(broker_url)
    return amqp_wire(url, REGISTRY) if url else http_wire(console_url, REGISTRY)
