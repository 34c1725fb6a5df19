"""Retries of parked messages that people have asked for: the same for RabbitMQ and the embedded mode.

``youyue parked retry`` only writes the request into the service's table. The service finds it there, hands
the message to its pipeline as if it had just come, and writes down the outcome: some at a time, begun in
their order, as messages from the broker are. The rows are locked meanwhile: of several instances one takes
them, and if that one dies, another one does. The inbox recognises a message that was handled already.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Row, func, null, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.bus.delivery.delivery import (
    ATTEMPT_HEADER,
    Delivery,
    Done,
    Handle,
    Outcome,
    Park,
    RetryLater,
)
from shared.kernel.bus.parking.parked import PARKED, RETRIED, RETRY_REQUESTED, entry
from shared.kernel.bus.parking.parking import storable
from shared.kernel.journal.tables import JournalTables
from shared.kernel.messages.topology import RETRY_TIERS
from shared.kernel.messages.wordless import in_brief
from shared.kernel.store.database import DATABASE_TROUBLE

log = structlog.get_logger(__name__)

AT_ONCE = 16
"""Messages, in one transaction."""


@dataclass
class ParkedRetries:
    """Runs until cancelled; looks for requests every ``poll`` seconds."""

    service: str
    engine: AsyncEngine
    tables: JournalTables
    handle: Handle
    poll: float
    tiers: Mapping[str, float] = field(default_factory=lambda: RETRY_TIERS)

    async def run(self) -> None:
        """Request after request, oldest message first, for ever."""
        while True:
            try:
                while await self.retry_some():
                    pass
            except DATABASE_TROUBLE as error:
                log.warning("parked_retry_failed", service=self.service, error=in_brief(error))
            except Exception:  # an unforeseen error must not end this loop
                log.exception("parked_retry_broke", service=self.service)
            await asyncio.sleep(self.poll)

    async def retry_some(self) -> int:
        """Handle messages that are due, ``AT_ONCE`` of them at most. 0: there is none that is not being
        handled already."""
        parked = self.tables.parked
        due = (parked.c.status == RETRY_REQUESTED, parked.c.retry_at <= func.clock_timestamp())
        # In the order of the index, so that ten thousand that are due are not sorted for each sixteen.
        query = select(parked).where(*due).order_by(parked.c.retry_at, parked.c.position).limit(AT_ONCE)
        async with self.engine.begin() as connection:
            rows = (await connection.execute(query.with_for_update(skip_locked=True))).all()
            outcomes = await asyncio.gather(*(self.handle(delivery_of(row)) for row in rows))
            for row, outcome in zip(rows, outcomes, strict=True):
                change = update(parked).where(parked.c.position == row.position)
                await connection.execute(change.values(self._after(row, outcome)))
        for row, outcome in zip(rows, outcomes, strict=True):
            log.info(
                "parked_message_retried", service=self.service, position=row.position, outcome=str(outcome)
            )
        return len(rows)

    def _after(self, row: Row[Any], outcome: Outcome) -> dict[str, Any]:
        match outcome:
            case Done(how):
                return {"status": RETRIED, "retry_at": null(), "history": self._noted(how)}
            case RetryLater(tier):
                wait = timedelta(seconds=self.tiers[tier])
                return {"attempts": row.attempts + 1, "retry_at": func.clock_timestamp() + wait}
            case Park(reason, detail):
                return {
                    "status": PARKED,
                    "retry_at": null(),
                    "reason": reason,
                    "detail": storable(detail),
                    "retries": row.retries + 1,
                    "history": self._noted("parked_again", reason),
                }

    def _noted(self, did: str, why: str | None = None) -> Any:
        return self.tables.parked.c.history.op("||")(entry(did, f"service:{self.service}", why))


def delivery_of(row: Row[Any]) -> Delivery:
    """The message as it came, without the headers that earlier attempts wrote on it."""
    return Delivery(row.queue, bytes(row.body), {**row.headers, ATTEMPT_HEADER: row.attempts})
