"""The parking lot: messages that could not be handled, kept in a table as they came."""

import math
from collections.abc import Mapping
from typing import Any

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.bus.delivery.delivery import ATTEMPT_HEADER, Delivery
from shared.kernel.bus.delivery.reading import read_envelope
from shared.kernel.journal.tables import JournalTables
from shared.kernel.messages.envelope import Envelope
from shared.kernel.messages.errors import Unprocessable
from shared.kernel.messages.registry import Registry
from shared.kernel.messages.topology import TOKEN_HEADER

QUEUE_HEADER = "x-youyue-queue"
REASON_HEADER = "x-youyue-reason"
DETAIL_HEADER = "x-youyue-detail"
_SAID_BY_COLUMNS = frozenset({QUEUE_HEADER, REASON_HEADER, DETAIL_HEADER, ATTEMPT_HEADER, "x-death"})
_NEVER_KEPT = frozenset({TOKEN_HEADER})
"""Who has it could show it: whoever retries the message must ask the person again."""
_LONGEST_NAME = 1000
"""Characters of a queue, a reason or a header's name; a stranger may have written them."""


async def store_parked(
    engine: AsyncEngine,
    tables: JournalTables,
    registry: Registry,
    delivery: Delivery,
    reason: str,
    detail: str,
) -> None:
    """Keep the message with its reason; its type and id where they can be read."""
    envelope = _readable(delivery.body, registry)
    async with engine.begin() as connection:
        await connection.execute(
            insert(tables.parked).values(
                queue=storable(delivery.queue)[:_LONGEST_NAME],
                reason=storable(reason)[:_LONGEST_NAME],
                detail=storable(detail),
                type=envelope.type if envelope else None,
                message_id=envelope.id if envelope else None,
                tenant=envelope.tenant if envelope else None,
                attempts=delivery.attempts,
                headers=storable_headers(delivery.headers),
                body=delivery.body,
            )
        )


def storable_headers(headers: Mapping[str, Any]) -> dict[str, Any]:
    """The headers as JSON can hold them, without those that only give the reason for parking; values that
    JSON does not have become text."""
    return {
        storable(str(name))[:_LONGEST_NAME]: _storable_value(value)
        for name, value in headers.items()
        if name not in _SAID_BY_COLUMNS | _NEVER_KEPT
    }


def _storable_value(value: Any) -> Any:
    if isinstance(value, str):
        return storable(value)
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    return value if isinstance(value, bool | int | float) else storable(str(value))


def storable(text: str) -> str:
    """PostgreSQL holds neither U+0000 nor halves of surrogate pairs."""
    return text.replace("\x00", "␀").encode("utf-8", "replace").decode()


def _readable(body: bytes, registry: Registry) -> Envelope | None:
    try:
        return read_envelope(body, registry)
    except Unprocessable:
        return None
