"""The library's place on the private broker: a virtual host and users of its own."""

import asyncio
import json
from pathlib import Path
from typing import Any

import aio_pika

from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import broker_users
from shared.kernel.bus.rabbit.definitions import definitions, with_users
from tests.kernel.library.house import HOUSE
from tests.servers.rabbitmq import USER, RabbitMQNode

VIRTUAL_HOST = "library"
_EVERYTHING = {"configure": ".*", "write": ".*", "read": ".*"}


def furnish(node: RabbitMQNode, folder: Path) -> None:
    """Load the definitions and users that a deployment would have."""
    users = broker_users(HOUSE, load_partners(HOUSE))
    content = with_users(
        definitions(HOUSE.topology), users, {user.name: _password(user.name) for user in users}
    )
    content["permissions"].append({"user": USER, "vhost": "/", **_EVERYTHING})
    path = folder / "library.json"
    path.write_text(json.dumps(_apart(content)), "utf-8")
    path.chmod(0o644)
    node.import_definitions(path)


def url_of(node: RabbitMQNode, user: str) -> str:
    """The address of one of these users."""
    return node.url(user, _password(user), VIRTUAL_HOST)


def empty(node: RabbitMQNode) -> None:
    """Empty every queue."""
    asyncio.run(_purge(node.url(virtual_host=VIRTUAL_HOST)))


async def _purge(url: str) -> None:
    connection = await aio_pika.connect(url)
    async with connection, connection.channel() as channel:
        for queue in HOUSE.topology.queues:
            await (await channel.get_queue(queue.name, ensure=False)).purge()


def _password(user: str) -> str:
    return f"secret-{user}"


def _apart(content: dict[str, Any]) -> dict[str, Any]:
    """The same, on the library's virtual host."""
    there = {"vhost": VIRTUAL_HOST}
    moved = {
        part: [{**entry, **there} if "vhost" in entry else entry for entry in entries]
        for part, entries in content.items()
    }
    return {**moved, "vhosts": [{"name": VIRTUAL_HOST}]}
