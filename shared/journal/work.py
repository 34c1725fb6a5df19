"""The unit of work: what a use case sees. It loads things, takes their changes and events, and writes all at the end.

Nothing is written before ``flush``, which writes everything and the inbox row in one statement.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Table, Text, cast, select
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.calendar import WorkingCalendar
from shared.contracts.base import Contract, Data, Event
from shared.contracts.envelope import Message
from shared.errors import Refusal
from shared.ids import derived_id
from shared.journal.entry import Entry
from shared.journal.tables import JournalTables
from shared.journal.writer import Receipt, Writer
from shared.quota import Quota
from shared.rules import RuleSet
from shared.session import Session
from shared.state_machine import Decision, Ignored, Situation, TimerChange, Transition
from shared.storage.kind import Kind

T = TypeVar("T")
S = TypeVar("S", bound=Contract)


@dataclass
class Work:
    """One message's unit of work, in one township."""

    service: str
    session: Session
    tables: JournalTables
    receipt: Receipt
    message: Message[Data]
    now: datetime
    rules: RuleSet
    calendar: WorkingCalendar
    quota: Quota | None = None
    """How much the partner that sent the message may raise; None: nobody limits it."""
    ignored: str | None = None
    """Why the message changed nothing, when it did not."""
    _writer: Writer = field(init=False)
    _ids: int = 0

    def __post_init__(self) -> None:
        self._writer = Writer(self.service, self.message.envelope, self.now)

    @property
    def township(self) -> str:
        """The township of the message; everything loaded and written is of this township."""
        return self.message.envelope.township

    def new_id(self) -> str:
        """The next id that follows from this message; the same in every delivery."""
        self._ids += 1
        envelope = self.message.envelope
        return derived_id(self.service, self.township, envelope.source, envelope.id, str(self._ids))

    def situation(self, facts: Any = None) -> Situation:
        """What a transition table may depend on, with ``facts`` that the use case looked up."""
        return Situation(
            now=self.now,
            actor=self.message.envelope.actor,
            rules=self.rules,
            calendar=self.calendar,
            new_id=self.new_id(),
            facts=facts,
        )

    @property
    def reading(self) -> AsyncConnection:
        """For look-ups. What is written here is committed at once: write by ``save``, ``insert``, or ``writing``."""
        return self.session.connection

    async def writing(self) -> AsyncConnection:
        """For locks, and for the rare write that the unit of work does not know; from now on all is one transaction."""
        await self.session.begin()
        return self.session.connection

    async def load(self, kind: Kind[T], id: str) -> T | None:
        """The thing of that id in this township, or None."""
        return (await self.load_many(kind, (id,))).get(id)

    async def load_many(self, kind: Kind[T], ids: tuple[str, ...]) -> dict[str, T]:
        """The things of those ids that exist in this township, by id, in one query.

        In a transaction their rows are locked until its end: who changes the same thing waits instead of failing.
        """
        if not ids:
            return {}
        lock = " FOR UPDATE" if self.session.in_transaction else ""
        query = f'SELECT id, data::text FROM "{kind.rows.name}" WHERE township = $1 AND id = ANY ($2) ORDER BY id{lock}'
        return {id: kind.load(data) for id, data in await self.session.fetch(query, self.township, ids)}

    async def find(self, kind: Kind[T], *conditions: ColumnElement[bool]) -> list[T]:
        """The township's things that meet the conditions, by id."""
        rows = kind.rows
        found = await self.reading.scalars(
            select(cast(rows.c.data, Text)).where(rows.c.township == self.township, *conditions).order_by(rows.c.id)
        )
        return [kind.load(document) for document in found]

    async def known(self, kind: str, id: str, snapshot: type[S]) -> S | None:
        """This service's copy of another service's thing, or None if it has not heard of it."""
        query = "SELECT data::text FROM known WHERE township = $1 AND kind = $2 AND id = $3"
        found = await self.session.fetch(query, self.township, kind, id)
        return snapshot.model_validate_json(found[0][0]) if found else None

    async def known_all(self, kind: str, snapshot: type[S], *conditions: ColumnElement[bool]) -> list[S]:
        """This service's copies of other services' things of that kind, by id."""
        known = self.tables.known
        found = await self.reading.scalars(
            select(cast(known.c.data, Text))
            .where(known.c.township == self.township, known.c.kind == kind, *conditions)
            .order_by(known.c.id)
        )
        return [snapshot.model_validate_json(document) for document in found]

    def learn(self, kind: str, id: str, snapshot: Contract) -> None:
        """Keep a copy of another service's thing; an older or equal one changes nothing."""
        self._writer.copy(kind, id, self.message.envelope.sequence or 0, snapshot.model_dump_json())

    def carry_out(self, kind: Kind[T], decision: Decision, **detail: Any) -> Refusal | None:
        """Take a decision on a thing of ``kind``: save it, publish its event (with ``detail``), set its timers."""
        match decision:
            case Refusal():
                return decision
            case Ignored(why):
                self.ignored = why
            case Transition(before, after, emits, timers):
                self._writer.save(kind, before, after)
                self.emit(
                    emits.model_validate({kind.name: kind.publish(after), **detail}),
                    subject=kind.id_of(after),
                    sequence=after.version,
                )
                self.set_timers(timers)
        return None

    def emit(self, event: Event, subject: str | None = None, sequence: int | None = None) -> None:
        """Publish ``event`` with the transaction."""
        self._writer.emit(Entry(event, subject, sequence))

    def insert(self, table: Table, *, unless_there: bool = False, **values: Any) -> None:
        """Add a row to a side table of the service (contact data, votes); the township is filled in.

        ``unless_there``: a row that exists under its key stays as it is, instead of failing the message.
        """
        self._writer.insert(table, {"township": self.township, **values}, unless_there)

    def set_timers(self, timers: tuple[TimerChange, ...]) -> None:
        """Set or cancel timers with the transaction."""
        for timer in timers:
            self._writer.timer(timer)

    def forget(self) -> None:
        """Drop everything taken so far: the command is refused."""
        self._writer = Writer(self.service, self.message.envelope, self.now)

    async def flush(self) -> bool:
        """Write what was taken. False: the message was handled before, so nothing was written.

        Raises StaleVersion when a thing was changed by somebody else meanwhile.
        """
        new = await self._writer.write(self.session, self.receipt)
        if new:
            await self.session.commit()
        return new
