"""The parking lot: messages that could not be handled, kept in a table as they came."""

from typing import Any

from pydantic import ValidationError
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.contracts.envelope import Envelope
from shared.journal.tables import JournalTables
from shared.messaging.delivery import Delivery

QUEUE_HEADER = "x-youyue-queue"
REASON_HEADER = "x-youyue-reason"
DETAIL_HEADER = "x-youyue-detail"


async def store_parked(
    engine: AsyncEngine, tables: JournalTables, delivery: Delivery, reason: str, detail: str
) -> None:
    """Keep the message with its reason; its type and id where they can be read."""
    envelope = _readable(delivery.body)
    headers: dict[str, Any] = {
        name: value for name, value in delivery.headers.items() if isinstance(value, str | int | float | bool)
    }
    async with engine.begin() as connection:
        await connection.execute(
            insert(tables.parked).values(
                queue=delivery.queue,
                reason=reason,
                detail=_storable(detail),
                type=envelope.type if envelope else None,
                message_id=envelope.id if envelope else None,
                township=envelope.township if envelope else None,
                attempts=delivery.attempts,
                headers={_storable(k): _storable(v) if isinstance(v, str) else v for k, v in headers.items()},
                body=delivery.body,
            )
        )


def _readable(body: bytes) -> Envelope | None:
    try:
        return Envelope.model_validate_json(body)
    except ValidationError:
        return None


def _storable(text: str) -> str:
    """PostgreSQL holds neither U+0000 nor halves of surrogate pairs."""
    return text.replace("\x00", "␀").encode("utf-8", "replace").decode()
