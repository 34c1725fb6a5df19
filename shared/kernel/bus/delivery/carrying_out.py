"""One message, one session, one use case, one statement at the end: all of it or nothing, and once.

At first nothing is locked: the statement at the end finds out whether the message was handled before and
whether a thing was changed meanwhile. The loser of such a race tries again in a transaction that locks the
things it loads: nobody loses twice.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

import structlog

from shared.kernel.bus.delivery import said_when
from shared.kernel.bus.delivery.answering import Answering
from shared.kernel.bus.delivery.delivery import Delivery, Done, Handle, Outcome
from shared.kernel.journal.act import UseCase, carry, learn
from shared.kernel.journal.answering import Asked, digest_of
from shared.kernel.journal.tables import JournalTables
from shared.kernel.journal.unit_of_work import UnitOfWork
from shared.kernel.journal.writer import Receipt
from shared.kernel.machine import LawBook
from shared.kernel.messages.base import Data, Event, Timer
from shared.kernel.messages.envelope import Envelope, Message
from shared.kernel.messages.errors import NotYetKnown, Refusal, Unprocessable
from shared.kernel.messages.quota import Quota
from shared.kernel.store.clock import Clock
from shared.kernel.store.laws import Laws, Standing
from shared.kernel.store.session import Session, Sessions

log = structlog.get_logger(__name__)

DUPLICATE = "duplicate"
_HANDLED = "SELECT 1 FROM inbox WHERE consumer = $1 AND tenant = $2 AND source = $3 AND message_id = $4"
_FORGOTTEN = "SELECT 1 FROM purges WHERE name = 'inbox' AND reached > $1"


@dataclass
class CarryingOut:
    """Carries messages out for one service."""

    service: str
    sessions: Sessions
    tables: JournalTables
    clock: Clock
    handlers: Mapping[type[Data], UseCase]
    learns: frozenset[str]
    laws: Laws
    answering: Answering
    only_copies: bool = False
    """Whether its handlers decide nothing: a replay may go through them again."""
    known_for: timedelta | None = None
    """How long ago a command may have been said: what is older may have been handled and forgotten. None: a
    story's time goes by otherwise."""

    async def carry_out(
        self,
        consumer: str,
        envelope: Envelope,
        data: Data | Refusal,
        *,
        locking: bool,
        replay: str | None = None,
        quota: Quota | None = None,
        asker: str | None = None,
        filed: str | None = None,
        vouched: str | None = None,
    ) -> str:
        """The outcome: done, refused, ignored, duplicate, refreshed.

        ``locking``: loaded things stay locked until the commit. ``replay``: a message that was handled before
        has its copies refreshed, once in each replay, and nothing is decided again. ``quota``: the sender's
        quota, if limited. ``asker``: the broker user who is told what becomes of a command. ``filed``: the
        source under which the message's id is taken, if it may not be its own.
        ``vouched``: what is kept of the token that said who acts.

        Raises StaleVersion, NotYetKnown, Unprocessable, and the database's errors; then nothing was written.
        """
        asked = self.answering.asked(envelope, asker, filed, vouched)
        how = await self._carry_out(consumer, envelope, data, locking, replay, quota, asked, filed)
        if asked and (refusal := said_when.refused(how, self.known_for)):
            return await self.answering.aside(asked, refusal)
        return await self.answering.again(consumer, asked) if asked and how == DUPLICATE else how

    async def _carry_out(
        self,
        consumer: str,
        envelope: Envelope,
        data: Data | Refusal,
        locking: bool,
        replay: str | None,
        quota: Quota | None,
        asked: Asked | None,
        filed: str | None,
    ) -> str:
        async with self.sessions.open() as session:
            if locking:
                await session.begin()
            standing = await self._standing(session, envelope.tenant, data, anew=locking)
            if standing is None:
                data = await self._without_law(session, envelope, data)
            receipt = Receipt(
                consumer,
                envelope.tenant,
                filed or envelope.source,
                envelope.id,
                envelope.type,
                digest_of(envelope) if asked else None,
            )
            work = await self._work(session, receipt, envelope, data, quota, standing, asked)
            if asked and said_when.is_yet_to_come(envelope.time, work.now, self.known_for):
                return said_when.EARLY
            if asked and said_when.may_be_forgotten(envelope.time, work.now, self.known_for):
                return DUPLICATE if await _handled_before(session, receipt) else said_when.FORGOTTEN
            if replay and isinstance(data, Event) and await _is_past(session, receipt, envelope):
                once = receipt._replace(consumer=f"{consumer}@{replay}")
                return await self._refresh(await self._work(session, once, envelope, data), data)
            try:
                refusal = data if isinstance(data, Refusal) else await self._use_case(data, work)
            except (NotYetKnown, Unprocessable):
                if await _handled_before(session, receipt):
                    return DUPLICATE
                raise
            if refusal and asked:
                refusal = self.answering.told_of(refusal, asked.asker)
                if refusal is None:
                    return DUPLICATE if await _handled_before(session, receipt) else "refused"
            if refusal:
                work.refuse(self.answering.refused(refusal, envelope))
            if not await work.flush():
                if refusal and asked:
                    self.answering.allowance.give_back(asked.asker)
                return DUPLICATE
        if refusal:
            self.answering.note(refusal)
            return "refused"
        return "ignored" if work.ignored else "done"

    async def _work(
        self,
        session: Session,
        receipt: Receipt,
        envelope: Envelope,
        data: Data | Refusal,
        quota: Quota | None = None,
        standing: Standing | None = None,
        asked: Asked | None = None,
    ) -> UnitOfWork:
        law, edition = standing or Standing(self.laws.law)
        newest = self.laws.newest
        return UnitOfWork(
            service=self.service,
            session=session,
            tables=self.tables,
            receipt=receipt,
            message=Message(envelope, data if isinstance(data, Data) else Data()),
            now=await self.clock.now(session.connection),
            law=law,
            edition=(newest, edition) if newest and edition is not None else None,
            quota=quota,
            asked=asked,
        )

    async def spares(self, tenant: str) -> frozenset[str]:
        """What stays in the texts of that tenant's commands, by its law as it was last read here."""
        if self.laws.book is None or self.laws.newest is None:
            return frozenset()
        standing = self.laws.last_read(tenant)
        if standing is None:
            async with self.sessions.open() as session:
                standing = await self.laws.standing(session, tenant)
        return self.laws.book.spares(standing.law) if standing else frozenset()

    async def _standing(
        self, session: Session, tenant: str, data: Data | Refusal, *, anew: bool
    ) -> Standing | None:
        """The law to decide by. What begins or tells a tenant's law comes before there is one, and what is
        only kept as a copy needs none."""
        book = self.laws.book
        before = book and (isinstance(data, book.founded_by) or _tells(data, book))
        if before or self._only_kept(data):
            return Standing(self.laws.law)
        return await self.laws.standing(session, tenant, anew=anew)

    def _only_kept(self, data: Data | Refusal) -> bool:
        return isinstance(data, Event) and (self.only_copies or self.handlers[type(data)] is learn)

    async def _without_law(self, session: Session, envelope: Envelope, data: Data | Refusal) -> Refusal:
        """Nothing is decided for who has no law: a command is refused, an event waits for the tenant."""
        if isinstance(data, Refusal):
            return data
        if isinstance(data, Event):
            raise NotYetKnown(f"{envelope.tenant_name} {envelope.tenant}")
        assert self.laws.book
        return self.laws.book.unknown(envelope.tenant, await self.laws.tenants(session))

    async def _refresh(self, work: UnitOfWork, event: Event) -> str:
        self._learn(event, work)
        if self.only_copies:
            await self.handlers[type(event)](work.message, work)
        return "refreshed" if await work.flush() else DUPLICATE

    async def _use_case(self, data: Data, work: UnitOfWork) -> Refusal | None:
        self._learn(data, work)
        return await carry(self.handlers[type(data)], work)

    def _learn(self, data: Data, work: UnitOfWork) -> None:
        if isinstance(data, Event) and data.owner() != self.service and data.entity() in self.learns:
            snapshot = getattr(data, data.entity())
            work.learn(data.entity(), work.message.envelope.subject or "", snapshot)


def carried_out(unit: CarryingOut, committed: Callable[[], None]) -> Handle:
    """The end of a delivery's way. ``committed`` is called after each commit: it wakes the relay."""

    async def handle(delivery: Delivery) -> Outcome:
        assert delivery.data is not None
        how = await unit.carry_out(
            delivery.queue,
            delivery.opened,
            delivery.data,
            locking=delivery.at_once > 0,
            replay=delivery.replay,
            quota=delivery.quota,
            asker=delivery.publisher,
            filed=delivery.filed,
            vouched=delivery.vouched,
        )
        committed()
        log.debug("handled", outcome=how)
        return Done(how)

    return handle


def _tells(data: Data | Refusal, book: LawBook) -> bool:
    return isinstance(data, Event) and not isinstance(data, Timer) and data.entity() == book.thing


async def _handled_before(session: Session, receipt: Receipt) -> bool:
    """A message may fail because it has been handled already: its first copy moved the thing on."""
    return bool(await session.fetch(_HANDLED, *receipt[:4]))


async def _is_past(session: Session, receipt: Receipt, envelope: Envelope) -> bool:
    """Whether what a replay brings was handled: the inbox says so, or it is older than what the inbox still
    knows of. Then nobody decides about it again (ADR 0090)."""
    known = await _handled_before(session, receipt)
    return known or bool(await session.fetch(_FORGOTTEN, envelope.time))
