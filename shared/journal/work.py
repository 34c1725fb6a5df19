"""The unit of work: what a use case sees. It loads things, takes their changes and events, and writes all at the end.

Nothing is written before ``flush``, which the pipeline calls inside the transaction that also holds the inbox row.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Select, Table, select
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.calendar import WorkingCalendar
from shared.contracts.base import Contract, Data, Event
from shared.contracts.envelope import Message
from shared.errors import Refusal
from shared.ids import derived_id
from shared.journal.tables import JournalTables
from shared.journal.writer import Entry, Writer
from shared.rules import RuleSet
from shared.state_machine import Decision, Ignored, Situation, TimerChange, Transition
from shared.storage.kind import Kind
from shared.storage.known import learn_statement

T = TypeVar("T")
S = TypeVar("S", bound=Contract)


@dataclass
class Work:
    """One message's unit of work, in one township."""

    service: str
    connection: AsyncConnection
    tables: JournalTables
    message: Message[Data]
    now: datetime
    rules: RuleSet
    calendar: WorkingCalendar
    ignored: str | None = None
    """Why the message changed nothing, when it did not."""
    _writer: Writer = field(init=False)
    _ids: int = 0

    def __post_init__(self) -> None:
        self._writer = Writer(self.service, self.tables, self.message.envelope, self.now)

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

    async def load(self, kind: Kind[T], id: str) -> T | None:
        """The thing of that id in this township, or None."""
        return (await self.load_many(kind, (id,))).get(id)

    async def load_many(self, kind: Kind[T], ids: tuple[str, ...]) -> dict[str, T]:
        """The things of those ids that exist in this township, by id, in one query.

        Their rows are locked until the end of the transaction: who changes the same thing waits instead of failing.
        """
        if not ids:
            return {}
        query = self._select(kind, kind.rows.c.id.in_(ids)).with_for_update()
        return {kind.id_of(thing): thing for thing in map(kind.load, await self.connection.scalars(query))}

    async def find(self, kind: Kind[T], *conditions: ColumnElement[bool]) -> list[T]:
        """The township's things that meet the conditions, by id."""
        return [kind.load(document) for document in await self.connection.scalars(self._select(kind, *conditions))]

    def _select(self, kind: Kind[T], *conditions: ColumnElement[bool]) -> Select[Any]:
        rows = kind.rows
        return select(rows.c.data).where(rows.c.township == self.township, *conditions).order_by(rows.c.id)

    async def known(self, kind: str, id: str, snapshot: type[S]) -> S | None:
        """This service's copy of another service's thing, or None if it has not heard of it."""
        return next(iter(await self.known_all(kind, snapshot, self.tables.known.c.id == id)), None)

    async def known_all(self, kind: str, snapshot: type[S], *conditions: ColumnElement[bool]) -> list[S]:
        """This service's copies of other services' things of that kind, by id."""
        known = self.tables.known
        found = await self.connection.scalars(
            select(known.c.data)
            .where(known.c.township == self.township, known.c.kind == kind, *conditions)
            .order_by(known.c.id)
        )
        return [snapshot.model_validate(document) for document in found]

    async def learn(self, kind: str, id: str, snapshot: Contract) -> None:
        """Keep a copy of another service's thing; an older or equal one changes nothing."""
        sequence = self.message.envelope.sequence or 0
        data = snapshot.model_dump(mode="json")
        await self.connection.execute(learn_statement(self.tables.known, self.township, kind, id, sequence, data))

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

    def insert(self, table: Table, **values: Any) -> None:
        """Add a row to a side table of the service (contact data, votes); the township is filled in."""
        self._writer.insert(table, {"township": self.township, **values})

    def set_timers(self, timers: tuple[TimerChange, ...]) -> None:
        """Set or cancel timers with the transaction."""
        for timer in timers:
            self._writer.timer(timer)

    def forget(self) -> None:
        """Drop everything taken so far: the command is refused."""
        self._writer = Writer(self.service, self.tables, self.message.envelope, self.now)

    async def flush(self) -> None:
        """Write what was taken. Raises StaleVersion when a thing was changed by somebody else meanwhile."""
        await self._writer.flush(self.connection)
