"""The private broker: the project's topology with short delays, and empty queues for every test."""

import contextlib
import json
import tomllib
from itertools import product
from pathlib import Path

import aio_pika

from shared.kernel.bus.access.partners import load_partners
from shared.kernel.bus.access.users import broker_users
from shared.kernel.bus.rabbit.definitions import definitions, with_users
from shared.kernel.messages.topology import RETRY_TIERS
from shared.language.house import HOUSE
from shared.language.topology import TOPOLOGY
from tests.servers.rabbitmq import RabbitMQNode
from tests.support.partners import sample, written

_ENDS = ("answers", "rejects", "events")
_SHORT = 150
"""Milliseconds of the first tier."""


def impatient_definitions(folder: Path) -> Path:
    """The definitions as they are deployed, but for the delays: tests do not wait ten minutes."""
    content = definitions(TOPOLOGY)
    patient = [seconds * 1000 for seconds in RETRY_TIERS.values()]
    for policy in content["policies"]:
        ttl = policy["definition"].get("message-ttl")
        if ttl in patient:
            policy["definition"]["message-ttl"] = _SHORT * (patient.index(ttl) + 1)
    content.pop("permissions", None)
    path = folder / "definitions.json"
    path.write_text(json.dumps(content), "utf-8")
    path.chmod(0o644)
    return path


def import_users(node: RabbitMQNode, folder: Path) -> dict[str, str]:
    """Give the node the users of a real deployment, partners of the packaged sample; the address of each."""
    return import_partners(node, written(folder), folder)


def import_partners(node: RabbitMQNode, file: Path | None, folder: Path) -> dict[str, str]:
    """The same with the partners of another file. What a partner of its name was bound to before stays."""
    users = broker_users(HOUSE, load_partners(HOUSE, file))
    passwords = {user.name: f"secret-{user.name}" for user in users}
    path = folder / "users.json"
    path.write_text(json.dumps(with_users({}, users, passwords)), "utf-8")
    path.chmod(0o644)
    node.import_definitions(path)
    return {name: node.url(name, password) for name, password in passwords.items()}


async def purge(url: str) -> None:
    """Empty every queue, those of the sample's partners too if they are there."""
    connection = await aio_pika.connect(url)
    async with connection:
        async with connection.channel() as channel:
            for queue in TOPOLOGY.queues:
                await (await channel.get_queue(queue.name, ensure=False)).purge()
        for partner, end in product(tomllib.loads(sample()), _ENDS):
            # Not every partner has every queue; asking for one that is not there ends the channel.
            with contextlib.suppress(aio_pika.exceptions.ChannelNotFoundEntity):
                async with connection.channel() as channel:
                    await (await channel.get_queue(f"{partner}.{end}", ensure=False)).purge()


async def delete_queue(url: str, name: str) -> None:
    """Remove a partner's queue: bound to a stream, it would take what nobody else asked for."""
    connection = await aio_pika.connect(url)
    async with connection, connection.channel() as channel:
        await channel.queue_delete(name)
