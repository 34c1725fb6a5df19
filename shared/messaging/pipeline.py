"""The way of one delivery: read, bind the log, one unit of work, one use case, commit; or a verdict on the failure.

Both transports call ``Pipeline.handle`` and obey what it returns; neither knows more about messages than bytes.
"""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.calendar import WorkingCalendar
from shared.clock import Clock
from shared.contracts.base import CommandRefused, Data, Event
from shared.contracts.envelope import Envelope, Message
from shared.contracts.registry import TYPES
from shared.errors import Refusal
from shared.i18n import bilingual
from shared.journal.act import UseCase
from shared.journal.tables import JournalTables
from shared.journal.work import Work
from shared.messaging.delivery import Delivery, Done
from shared.messaging.reading import read_data, read_envelope
from shared.messaging.recoverability import Park, RetryLater, RetryNow, judge
from shared.messaging.statistics import Statistics
from shared.rules import RuleSet

log = structlog.get_logger(__name__)

_RETRY_PAUSE = 0.01
"""Seconds, times the number of the retry: enough for the other transaction to finish."""


@dataclass
class Pipeline:
    """Handles the deliveries of one service."""

    service: str
    engine: AsyncEngine
    tables: JournalTables
    clock: Clock
    handlers: Mapping[type[Data], UseCase]
    learns: frozenset[str]
    rules: RuleSet
    calendar: WorkingCalendar
    committed: Callable[[], None]
    """Called after each commit: wakes the relay."""
    statistics: Statistics

    async def handle(self, delivery: Delivery) -> Done | RetryLater | Park:
        """Handle it, trying again at once where that helps. Never raises but for cancellation."""
        at_once = 0
        with self.statistics.handling(delivery.queue):
            while True:
                try:
                    done = await self._attempt(delivery)
                except Exception as error:
                    verdict = judge(error, at_once, delivery.attempts)
                    log.warning(
                        "delivery_failed",
                        queue=delivery.queue,
                        verdict=type(verdict).__name__,
                        error=str(error)[:500],
                    )
                    if isinstance(verdict, RetryNow):
                        at_once += 1
                        await asyncio.sleep(_RETRY_PAUSE * at_once)
                        continue
                    self.statistics.count(delivery.queue, type(verdict).__name__)
                    return verdict
                self.statistics.count(delivery.queue, done.how)
                return done

    async def _attempt(self, delivery: Delivery) -> Done:
        envelope = read_envelope(delivery.body)
        with structlog.contextvars.bound_contextvars(
            message_id=envelope.id,
            type=envelope.type,
            township=envelope.township,
            correlation_id=envelope.correlation,
        ):
            data = read_data(self.service, delivery.queue, envelope)
            async with self.engine.connect() as connection, connection.begin():
                if not await self._first_time(connection, delivery.queue, envelope):
                    log.debug("duplicate")
                    return Done("duplicate")
                how = await self._work(connection, envelope, data)
            self.committed()
            log.info("handled", outcome=how)
            return Done(how)

    async def _work(self, connection: AsyncConnection, envelope: Envelope, data: Data | Refusal) -> str:
        work = Work(
            service=self.service,
            connection=connection,
            tables=self.tables,
            message=Message(envelope, data if isinstance(data, Data) else Data()),
            now=await self.clock.now(connection),
            rules=self.rules,
            calendar=self.calendar,
        )
        refusal = data if isinstance(data, Refusal) else await self._use_case(data, work)
        if refusal:
            work.forget()
            work.emit(self._refused(envelope, refusal), subject=envelope.subject)
        await work.flush()
        if refusal:
            log.info("refused", code=refusal.code, field=refusal.field)
            return "refused"
        return "ignored" if work.ignored else "done"

    async def _use_case(self, data: Data, work: Work) -> Refusal | None:
        if isinstance(data, Event) and data.owner() != self.service and data.entity() in self.learns:
            snapshot = getattr(data, data.entity())
            await work.learn(data.entity(), work.message.envelope.subject or "", snapshot)
        return await self.handlers[type(data)](work.message, work)

    async def _first_time(self, connection: AsyncConnection, queue: str, envelope: Envelope) -> bool:
        inbox = self.tables.inbox
        row = await connection.execute(
            insert(inbox)
            .values(
                consumer=queue,
                township=envelope.township,
                source=envelope.source,
                message_id=envelope.id,
                type=envelope.type,
            )
            .on_conflict_do_nothing()
            .returning(inbox.c.consumer)
        )
        return row.first() is not None

    def _refused(self, envelope: Envelope, refusal: Refusal) -> CommandRefused:
        refused = TYPES[f"{self.service}.command.refused.v1"]
        assert issubclass(refused, CommandRefused)
        return refused(
            command_id=envelope.id,
            command_type=envelope.type,
            code=refusal.code,
            field=refusal.field,
            reason=bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values)),
        )
