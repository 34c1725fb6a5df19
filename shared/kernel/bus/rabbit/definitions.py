"""The topology and its users as a RabbitMQ definitions file, valid on 3.10 and on 4.x."""

import hashlib
import os
from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from shared.kernel.bus.access.belongings import BOUNDS
from shared.kernel.bus.access.users import User, exactly
from shared.kernel.messages.broker_objects import (
    Binding,
    Exchange,
    Link,
    Queue,
)
from shared.kernel.messages.topology import (
    UNROUTED,
    Topology,
)

Definitions = dict[str, Any]

VHOST = "/"
_SALT_BYTES = 4
_PRIORITY = 0


class PasswordMissing(ValueError):
    """A user of the broker was given no password; the message names them all."""


def exchange_policy(exchange: Exchange) -> tuple[tuple[str, str], ...]:
    """What no queue takes from a stream goes to ``unrouted``, where an operator sees it."""
    return (("alternate-exchange", UNROUTED),) if exchange.kind == "topic" and exchange.kept else ()


QUEUE_ARGUMENTS = MappingProxyType({"x-queue-type": "quorum"})
"""The argument that every queue is declared with: it cannot be changed later."""
_ONE_READER = "x-single-active-consumer"


def definitions(topology: Topology) -> Definitions:
    """Virtual host, exchanges, queues, bindings and policies; no users and no secrets."""
    return {
        "vhosts": [{"name": VHOST}],
        "exchanges": list(map(_exchange, topology.exchanges)),
        "queues": list(map(_queue, topology.queues)),
        "bindings": [*map(_link, topology.links), *map(_binding, topology.bindings)],
        "policies": list(_policies(topology)),
    }


def with_users(base: Definitions, users: Iterable[User], passwords: Mapping[str, str]) -> Definitions:
    """``base`` with ``users``, their passwords hashed, limits, permissions, and what they have on the broker;
    partners without a password are left out.

    Raises PasswordMissing.
    """
    known = [user for user in users if passwords.get(user.name) or not user.is_partner]
    missing = [user.name for user in known if not passwords.get(user.name)]
    if missing:
        raise PasswordMissing(", ".join(missing))
    exchanges = dict.fromkeys(exchange for user in known for exchange in user.has.exchanges)
    return base | {
        "exchanges": [*base.get("exchanges", ()), *map(_exchange, exchanges)],
        "queues": [*base.get("queues", ()), *(_queue(queue) for user in known for queue in user.has.queues)],
        "bindings": [
            *base.get("bindings", ()),
            *(_binding(binding) for user in known for binding in user.has.bindings),
        ],
        "users": [_user(user, passwords[user.name]) for user in known],
        "permissions": [
            {"user": u.name, "vhost": VHOST, "configure": u.configure, "write": u.write, "read": u.read}
            for u in known
        ],
        "topic_permissions": [
            {"user": u.name, "vhost": VHOST, "exchange": t.exchange, "write": t.write, "read": t.read}
            for u in known
            for t in u.topics
        ],
    }


def password_hash(password: str, salt: bytes) -> str:
    """RabbitMQ's ``rabbit_password_hashing_sha256``: base64 of the salt and of SHA-256 over salt and
    password."""
    return b64encode(salt + hashlib.sha256(salt + password.encode()).digest()).decode()


def _user(user: User, password: str) -> dict[str, Any]:
    return {
        "name": user.name,
        "password_hash": password_hash(password, os.urandom(_SALT_BYTES)),
        "hashing_algorithm": "rabbit_password_hashing_sha256",
        "tags": list(user.tags),
        "limits": dict(user.limits),
    }


def _exchange(exchange: Exchange) -> dict[str, Any]:
    return {"name": exchange.name, "type": exchange.kind, "internal": False, **_durable(), "arguments": {}}


def _queue(queue: Queue) -> dict[str, Any]:
    arguments = {**QUEUE_ARGUMENTS, _ONE_READER: True} if queue.one_reader else {**QUEUE_ARGUMENTS}
    return {"name": queue.name, **_durable(), "arguments": arguments}


def _binding(binding: Binding) -> dict[str, Any]:
    return {
        "source": binding.exchange,
        "vhost": VHOST,
        "destination": binding.queue,
        "destination_type": "queue",
        "routing_key": binding.key,
        "arguments": dict(binding.headers),
    }


def _link(link: Link) -> dict[str, Any]:
    joined = {"source": link.source, "destination": link.to, "destination_type": "exchange"}
    return {**joined, "vhost": VHOST, "routing_key": link.key, "arguments": {}}


def _durable() -> dict[str, Any]:
    return {"vhost": VHOST, "durable": True, "auto_delete": False}


def _policies(topology: Topology) -> Iterator[dict[str, Any]]:
    yield from _grouped("queues", {q.name: q.policy for q in topology.queues})
    yield from _grouped("exchanges", {e.name: exchange_policy(e) for e in topology.exchanges})
    for bounds in BOUNDS:
        yield _policy("queues", f"queues of partners: {bounds.kind}", bounds.names, dict(bounds.policy))


def _grouped(
    applied_to: str, policies: Mapping[str, tuple[tuple[str, str | int], ...]]
) -> Iterator[dict[str, Any]]:
    """One policy for each distinct set; RabbitMQ applies one policy to an object, so the patterns do not
    overlap."""
    groups: dict[tuple[tuple[str, str | int], ...], list[str]] = {}
    for name, policy in policies.items():
        if policy:
            groups.setdefault(policy, []).append(name)
    for policy, names in groups.items():
        yield _policy(applied_to, f"{applied_to} like {names[0]}", exactly(names), dict(policy))


def _policy(applied_to: str, name: str, pattern: str, definition: Definitions) -> dict[str, Any]:
    return {
        "vhost": VHOST,
        "name": name,
        "pattern": pattern,
        "apply-to": applied_to,
        "definition": definition,
        "priority": _PRIORITY,
    }
