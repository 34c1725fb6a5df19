"""The relay: takes unsent journal rows in order, publishes them with confirms, marks them sent.

One relay per service is active at a time (an advisory lock held by its transaction), whatever the number of instances.
A row that is not confirmed stays unsent, and so do the later rows of the same subject: per aggregate, publication
order is version order.
"""

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol
from zlib import crc32

import structlog
from sqlalchemy import Row, func, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.clock import Clock
from shared.contracts.envelope import Envelope
from shared.journal.tables import JournalTables

log = structlog.get_logger(__name__)

Unsent = Row[Any, Any, Any, Any]
"""position, township, subject, envelope."""

_BUSY_PAUSE = 0.02
"""Seconds until a relay that found another one at work looks again, so that no wake-up is lost."""


class Publisher(Protocol):
    """Publishes a service's own events."""

    async def publish_event(self, envelope: Envelope) -> None:
        """Return once the message is confirmed; raise otherwise."""
        ...


@dataclass
class Relay:
    """Runs until cancelled; ``wake`` after each commit saves the wait for the next poll."""

    service: str
    engine: AsyncEngine
    tables: JournalTables
    clock: Clock
    publisher: Publisher
    poll: float
    batch: int
    publish_timeout: float
    last_success: float | None = None
    """Event-loop time of the last pass without an error: readiness asks for it."""
    _wake: asyncio.Event = field(default_factory=asyncio.Event)

    def wake(self) -> None:
        """There is something to send."""
        self._wake.set()

    async def run(self) -> None:
        """Pass after pass, for ever."""
        while True:
            self._wake.clear()
            pause = self.poll
            try:
                sent, left = await self.pass_once()
                self.last_success = asyncio.get_running_loop().time()
                if sent is None:
                    pause = _BUSY_PAUSE
                elif sent + left >= self.batch and not left:
                    pause = 0.0
            except (SQLAlchemyError, OSError, TimeoutError) as error:
                log.warning("relay_pass_failed", service=self.service, error=str(error))
            if pause:
                with contextlib.suppress(TimeoutError):
                    await asyncio.wait_for(self._wake.wait(), pause)

    async def pass_once(self) -> tuple[int | None, int]:
        """Publish one batch. Returns how many were sent and how many failed; (None, 0) if another relay is at work."""
        await self._release_timers()
        async with self.engine.begin() as connection:
            if not await connection.scalar(select(func.pg_try_advisory_xact_lock(self._lock_key()))):
                return None, 0
            rows = await self._unsent(connection)
            if not rows:
                return 0, 0
            sent = await self._publish(rows)
            if sent:
                journal = self.tables.journal
                await connection.execute(
                    update(journal).where(journal.c.position.in_(sent)).values(sent_at=func.clock_timestamp())
                )
        return len(sent), len(rows) - len(sent)

    async def _release_timers(self) -> None:
        """Make due timers ordinary unsent rows, in a transaction of its own.

        Were they locked while they are published, a handler that cancels one of them would wait for the relay, and in
        one process the relay for the handler.
        """
        journal = self.tables.journal
        async with self.engine.begin() as connection:
            due = journal.c.available_at <= await self.clock.now(connection)
            await connection.execute(
                update(journal).where(journal.c.sent_at.is_(None), due).values(available_at=None, dedupe_key=None)
            )

    def _lock_key(self) -> int:
        return crc32(f"youyue.relay.{self.service}".encode())

    async def _unsent(self, connection: AsyncConnection) -> list[Unsent]:
        journal = self.tables.journal
        found = await connection.execute(
            select(journal.c.position, journal.c.township, journal.c.subject, journal.c.envelope)
            .where(journal.c.sent_at.is_(None), journal.c.available_at.is_(None))
            .order_by(journal.c.position)
            .limit(self.batch)
        )
        return list(found.all())

    async def _publish(self, rows: Sequence[Unsent]) -> list[int]:
        """Publish side by side, but each subject's rows one after the other; returns the confirmed positions."""
        chains: dict[tuple[str, str | int], list[Unsent]] = {}
        for row in rows:
            chains.setdefault((row.township, row.subject or row.position), []).append(row)
        confirmed: list[int] = []

        async def follow(chain: list[Unsent]) -> None:
            for row in chain:
                await self.publisher.publish_event(Envelope.model_validate(row.envelope))
                confirmed.append(row.position)

        try:
            async with asyncio.timeout(self.publish_timeout):
                results = await asyncio.gather(*(follow(chain) for chain in chains.values()), return_exceptions=True)
        except TimeoutError:
            log.warning("relay_timeout", service=self.service, confirmed=len(confirmed), rows=len(rows))
            return confirmed
        for failure in (result for result in results if isinstance(result, BaseException)):
            log.warning("publish_failed", service=self.service, error=repr(failure))
        return confirmed
