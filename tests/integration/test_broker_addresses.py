"""A broker's name may have several addresses, one for each node of a cluster."""

import asyncio
import socket
from typing import Any

import pytest

from shared.kernel.bus.rabbit.connection import connect_patiently
from tests.servers.rabbitmq import RabbitMQNode

NAME, SILENT = "broker.example", "127.0.0.2"


async def test_a_connection_is_made_beside_an_address_that_swallows_packets(
    rabbitmq_server: RabbitMQNode, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = asyncio.get_running_loop()
    connect_truly = loop.sock_connect
    asked: list[str] = []

    async def look_up(host: str, port: int, **_: Any) -> list[Any]:
        assert host == NAME
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, port)) for ip in (SILENT, "127.0.0.1")]

    async def connect(sock: socket.socket, address: tuple[str, int]) -> None:
        asked.append(address[0])
        if address[0] == SILENT:
            await asyncio.Event().wait()
        await connect_truly(sock, address)

    monkeypatch.setattr(loop, "getaddrinfo", look_up)
    monkeypatch.setattr(loop, "sock_connect", connect)
    async with asyncio.timeout(5):
        connection = await connect_patiently(rabbitmq_server.url().replace("127.0.0.1", NAME), "test")
    await connection.close()
    assert asked == [SILENT, "127.0.0.1"]
