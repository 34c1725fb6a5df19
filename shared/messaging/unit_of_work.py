"""One message, one session, one use case, one statement at the end: all of it or nothing, and once.

At first nothing is locked: the statement at the end finds out whether the message was handled before and whether a
thing was changed meanwhile. Who lost such a race tries again in a transaction that locks what it loads: nobody loses
twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import structlog

from shared.calendar import WorkingCalendar
from shared.clock import Clock
from shared.contracts.base import CommandRefused, Data, Event
from shared.contracts.envelope import Envelope, Message
from shared.contracts.registry import TYPES
from shared.errors import NotYetKnown, Refusal, Unprocessable
from shared.i18n import bilingual
from shared.journal.act import UseCase
from shared.journal.tables import JournalTables
from shared.journal.work import Work
from shared.journal.writer import Receipt
from shared.quota import Quota
from shared.rules import RuleSet
from shared.session import Session, Sessions

log = structlog.get_logger(__name__)

DUPLICATE = "duplicate"
_HANDLED = "SELECT FROM inbox WHERE consumer = $1 AND township = $2 AND source = $3 AND message_id = $4"


@dataclass
class UnitOfWork:
    """Carries messages out for one service."""

    service: str
    sessions: Sessions
    tables: JournalTables
    clock: Clock
    handlers: Mapping[type[Data], UseCase]
    learns: frozenset[str]
    rules: RuleSet
    calendar: WorkingCalendar
    refused: Callable[[str], None] = lambda code: None
    """Told the code of each refusal."""
    only_copies: bool = False
    """Whether its handlers decide nothing: a replay may go through them again."""

    async def carry_out(
        self,
        consumer: str,
        envelope: Envelope,
        data: Data | Refusal,
        *,
        locking: bool,
        replay: str | None = None,
        quota: Quota | None = None,
    ) -> str:
        """How it ended: done, refused, ignored, duplicate, refreshed.

        ``locking``: what is loaded stays locked until the commit. ``replay``: what was handled before has its copies
        refreshed, once in each replay, and nothing is decided again. ``quota``: what its sender may raise, if limited.

        Raises StaleVersion, NotYetKnown, Unprocessable, and what the database raises; then nothing was written.
        """
        async with self.sessions.open() as session:
            if locking:
                await session.begin()
            work = await self._work(session, consumer, envelope, data, quota)
            if replay and isinstance(data, Event) and await _handled_before(session, work.receipt):
                return await self._refresh(await self._work(session, f"{consumer}@{replay}", envelope, data), data)
            try:
                refusal = data if isinstance(data, Refusal) else await self._use_case(data, work)
            except (NotYetKnown, Unprocessable):
                if await _handled_before(session, work.receipt):
                    return DUPLICATE
                raise
            if refusal:
                work.forget()
                work.emit(self._refused(envelope, refusal), subject=envelope.subject)
            if not await work.flush():
                return DUPLICATE
        if refusal:
            log.info("refused", code=refusal.code, field=refusal.field)
            self.refused(refusal.code)
            return "refused"
        return "ignored" if work.ignored else "done"

    async def _work(
        self, session: Session, consumer: str, envelope: Envelope, data: Data | Refusal, quota: Quota | None = None
    ) -> Work:
        return Work(
            service=self.service,
            session=session,
            tables=self.tables,
            receipt=Receipt(consumer, envelope.township, envelope.source, envelope.id, envelope.type),
            message=Message(envelope, data if isinstance(data, Data) else Data()),
            now=await self.clock.now(session.connection),
            rules=self.rules,
            calendar=self.calendar,
            quota=quota,
        )

    async def _refresh(self, work: Work, event: Event) -> str:
        self._learn(event, work)
        if self.only_copies:
            await self.handlers[type(event)](work.message, work)
        return "refreshed" if await work.flush() else DUPLICATE

    async def _use_case(self, data: Data, work: Work) -> Refusal | None:
        self._learn(data, work)
        return await self.handlers[type(data)](work.message, work)

    def _learn(self, data: Data, work: Work) -> None:
        if isinstance(data, Event) and data.owner() != self.service and data.entity() in self.learns:
            snapshot = getattr(data, data.entity())
            work.learn(data.entity(), work.message.envelope.subject or "", snapshot)

    def _refused(self, envelope: Envelope, refusal: Refusal) -> CommandRefused:
        refused = TYPES[f"{self.service}.command.refused.v1"]
        assert issubclass(refused, CommandRefused)
        return refused(
            command_id=envelope.id,
            command_type=envelope.type,
            code=refusal.code,
            field=refusal.field,
            retry_at=refusal.retry_at,
            reason=bilingual(f"refusal.{refusal.code}", field=refusal.field or "", **dict(refusal.values)),
        )


async def _handled_before(session: Session, receipt: Receipt) -> bool:
    """What fails may fail because it has been done already: its first copy moved the thing on."""
    return bool(await session.fetch(_HANDLED, *receipt[:4]))
