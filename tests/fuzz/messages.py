"""An endless, repeatable stream of messages: mostly bad ones, with good ones among them."""

import copy
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from random import Random
from typing import Any

from shared.kernel.bus.delivery.delivery import ATTEMPT_HEADER, REPLAY_HEADER
from shared.kernel.bus.parking.parking import DETAIL_HEADER, QUEUE_HEADER, REASON_HEADER
from shared.kernel.messages.topology import both_exchange, commands_exchange, parking_name
from shared.language.topology import CONSUMERS, TOPOLOGY
from tests.fuzz.documents import documents_by_type
from tests.fuzz.mutations import BYTES, STRUCTURAL, encoded, valid_envelope

INBOXES = tuple(queue for consumer in CONSUMERS for queue in TOPOLOGY.inbox_queues(consumer))
LOTS = tuple(map(parking_name, CONSUMERS))
_VALUES: tuple[Any, ...] = (
    None, True, -1, 0, 3, 2**62, 1.5, "", "x", "\x00", "y" * 3000, "replay-1", [1, [2]], {"a": {"b": [None]}},
    Decimal("1.5"), datetime(2026, 9, 1, tzinfo=UTC), "handling.inbox.commands",
)  # fmt: skip
_NAMES = (
    ATTEMPT_HEADER,
    REPLAY_HEADER,
    QUEUE_HEADER,
    REASON_HEADER,
    DETAIL_HEADER,
    "x-death",
    "x-first-death-queue",
    "traceparent",
    "名",
)


@dataclass(frozen=True, slots=True)
class Bad:
    """Bytes and properties for one queue. ``kind`` is for the account."""

    kind: str
    queue: str
    body: bytes
    headers: dict[str, Any]
    properties: dict[str, Any]


def bad_messages(chance: Random, pool: int, ids: Sequence[str]) -> Iterator[Bad]:
    """For ever. ``pool``: valid data a type; ``ids``: of things that exist, read each time anew."""
    contracts = list(documents_by_type(pool, chance.getrandbits(32)))
    while True:
        contract, documents = chance.choice(contracts)
        envelope = valid_envelope(chance, contract, copy.deepcopy(chance.choice(documents)))
        _use_known_ids(envelope, ids, chance)
        kind, body = _spoilt(envelope, chance)
        headers = {
            chance.choice(_NAMES): chance.choice(_VALUES) for _ in range(chance.choice((0, 0, 0, 1, 3)))
        }
        yield Bad(kind, _queue(contract, chance), body, headers, _properties(chance))


def _spoilt(envelope: dict[str, Any], chance: Random) -> tuple[str, bytes]:
    way = chance.random()
    if way < 0.1:
        return "valid", encoded(envelope)
    if way < 0.75:
        for _ in range(chance.choice((1, 1, 2, 4))):
            chance.choice(STRUCTURAL)(envelope, chance)
        return "structure", encoded(envelope)
    return "bytes", chance.choice(BYTES)(encoded(envelope), chance)


def _use_known_ids(envelope: dict[str, Any], ids: Sequence[str], chance: Random) -> None:
    """Half of the messages speak of things that are there."""
    if not ids or chance.random() < 0.5:
        return
    for name in envelope["data"]:
        if name.endswith("_id"):
            envelope["data"][name] = chance.choice(ids)


def _queue(contract: dict[str, Any], chance: Random) -> str:
    where = chance.random()
    if where < 0.03:
        return chance.choice(LOTS)
    exchange = commands_exchange if contract["kind"] == "command" else both_exchange
    right = TOPOLOGY.queues_for(exchange(contract["owner"]), contract["type"])
    return chance.choice(right) if right and where < 0.85 else chance.choice(INBOXES)


def _properties(chance: Random) -> dict[str, Any]:
    if chance.random() < 0.7:
        return {}
    return {
        chance.choice(
            (
                "content_encoding",
                "content_type",
                "message_type",
                "app_id",
                "message_id",
                "correlation_id",
                "reply_to",
            )
        ): (chance.choice(("", "gzip", "x" * 255, "application/json", "名", "\x00")))
    }
