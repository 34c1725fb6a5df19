"""The unit of work, as a use case sees it. It loads things, takes their changes and events, and writes all at
the end.

Nothing is written before ``flush``, which writes everything and the inbox row in one statement.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, Table, Text, cast, select

from shared.kernel.journal.answering import Asked
from shared.kernel.journal.entry import Entry
from shared.kernel.journal.expecting import is_about, stale
from shared.kernel.journal.tables import JournalTables
from shared.kernel.journal.work import Statement, unknown_thing
from shared.kernel.journal.writer import Receipt, Writer
from shared.kernel.machine import Decision, Ignored, Law, Moved, Situation, Thing, TimerChange
from shared.kernel.messages.base import Command, CommandRefused, Contract, Data, Event
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import NotYetKnown, Refusal, Refused
from shared.kernel.messages.ids import derived_id
from shared.kernel.messages.quota import Quota
from shared.kernel.store.kind import Kind
from shared.kernel.store.session import Session

T = TypeVar("T", bound=Thing)
S = TypeVar("S", bound=Contract)
A = TypeVar("A")
P = ParamSpec("P")


@dataclass
class UnitOfWork:
    """One message's unit of work, in one tenant."""

    service: str
    session: Session
    tables: JournalTables
    receipt: Receipt
    message: Message[Data]
    now: datetime
    law: Law
    """The numbers and lists by which the service decides."""
    edition: tuple[str, int] | None = None
    """SQL for the newest edition of that law, and the one that it is; None: it never changes."""
    quota: Quota | None = None
    """The quota of the partner that sent the message; None: nobody limits it."""
    ignored: str | None = None
    """The reason why the message changed nothing, if it changed nothing."""
    asked: Asked | None = None
    """The command, if somebody is to be told what became of it."""
    met_expectation: bool = False
    """The thing that the command names was compared with the version that it expects."""
    _writer: Writer = field(init=False)
    _ids: int = 0

    def __post_init__(self) -> None:
        self._writer = Writer(self.service, self.message.envelope, self.now, asked=self.asked)

    @property
    def tenant(self) -> str:
        """The tenant of the message; everything loaded and written is of this tenant."""
        return self.message.envelope.tenant

    @property
    def asker(self) -> str | None:
        """The broker user who is told what becomes of the command; None: nobody can be."""
        return self.asked.asker if self.asked else None

    @property
    def _lock(self) -> str:
        return " FOR UPDATE" if self.session.in_transaction else ""

    def new_id(self) -> str:
        """The next id that follows from this message; the same in every delivery."""
        self._ids += 1
        envelope = self.message.envelope
        return derived_id(self.service, self.tenant, envelope.source, envelope.id, str(self._ids))

    def situation(self, facts: object = None, new_id: str | None = None) -> Situation[object]:
        """The situation that a state table may depend on, with ``facts`` that the use case looked up.

        ``new_id``: the id that a created thing takes, if it does not simply follow from the message.
        """
        return self.law.situation(self.now, self.message.envelope.actor, new_id or self.new_id(), facts)

    async def ask(self, question: Statement[P, A], *of: P.args, **named: P.kwargs) -> A:
        """The answer of the service's storage. A question must not write: its changes would be committed at
        once."""
        return await question(self.session, self.tenant, *of, **named)

    async def begin(self) -> None:
        """From now on all is one transaction: loaded things are locked until its end."""
        await self.session.begin()

    async def write(self, statement: Statement[P, A], *of: P.args, **named: P.kwargs) -> A:
        """A lock, or the rare write that the unit of work does not know: in the message's transaction."""
        await self.session.begin()
        return await statement(self.session, self.tenant, *of, **named)

    async def load(self, kind: Kind[T], id: str) -> T | None:
        """The thing of that id in this tenant, or None."""
        return (await self.load_many(kind, (id,))).get(id)

    async def require(self, kind: Kind[T], id: str) -> T:
        """The thing of that id, which has to be there.

        Raises Refused (``unknown_thing``) when a command names one that is not, NotYetKnown when an event
        does.
        """
        thing = await self.load(kind, id)
        if thing is not None:
            return thing
        if isinstance(self.message.data, Command):
            raise Refused(unknown_thing(kind, id))
        raise NotYetKnown(f"{kind.name} {id}")

    async def load_many(self, kind: Kind[T], ids: tuple[str, ...]) -> dict[str, T]:
        """The things of those ids that exist in this tenant, by id, in one query.

        In a transaction their rows are locked until its end: another writer of the same thing waits instead
        of failing. Raises Refused (``stale``) when the command was written against another version.
        """
        if not ids:
            return {}
        query = (
            f'SELECT id, data::text FROM "{kind.table.name}" '
            f"WHERE tenant = $1 AND id = ANY ($2) ORDER BY id{self._lock}"
        )
        found = {id: kind.load(data) for id, data in await self.session.fetch(query, self.tenant, ids)}
        if self.message.envelope.expectedsequence is not None:
            await self._compare(kind, found)
        return found

    async def _compare(self, kind: Kind[T], found: Mapping[str, T]) -> None:
        for id, thing in found.items():
            if is_about(kind, id, self.message):
                if thing.version != self.message.envelope.expectedsequence:
                    raise Refused(await stale(self.session, self.tenant, kind, id, thing.version))
                self.met_expectation = True

    async def find(self, kind: Kind[T], *conditions: ColumnElement[bool]) -> list[T]:
        """The tenant's things that meet the conditions, by id."""
        table = kind.table
        found = await self.session.connection.scalars(
            select(cast(table.c.data, Text))
            .where(table.c.tenant == self.tenant, *conditions)
            .order_by(table.c.id)
        )
        return [kind.load(document) for document in found]

    async def next_in(self, kind: Kind[T], states: tuple[str, ...], after: str, at_most: int) -> list[T]:
        """The tenant's first things in one of ``states`` whose ids follow ``after``, by id; locked as
        ``load_many`` does."""
        query = (
            f'SELECT data::text FROM "{kind.table.name}" WHERE tenant = $1 AND state = ANY ($2) AND id > $3 '
            f"ORDER BY id LIMIT $4{self._lock}"
        )
        found = await self.session.fetch(query, self.tenant, list(states), after, at_most)
        return [kind.load(data) for (data,) in found]

    async def known(self, kind: str, id: str, snapshot: type[S]) -> S | None:
        """This service's copy of another service's thing, or None if it has not heard of it."""
        query = "SELECT data::text FROM known WHERE tenant = $1 AND kind = $2 AND id = $3"
        found = await self.session.fetch(query, self.tenant, kind, id)
        return snapshot.model_validate_json(found[0][0]) if found else None

    async def known_all(self, kind: str, snapshot: type[S], *conditions: ColumnElement[bool]) -> list[S]:
        """This service's copies of other services' things of that kind, by id."""
        known = self.tables.known
        found = await self.session.connection.scalars(
            select(cast(known.c.data, Text))
            .where(known.c.tenant == self.tenant, known.c.kind == kind, *conditions)
            .order_by(known.c.id)
        )
        return [snapshot.model_validate_json(document) for document in found]

    def learn(self, kind: str, id: str, snapshot: Contract) -> None:
        """Keep a copy of another service's thing; an older or equal one changes nothing."""
        self._writer.copy(kind, id, self.message.envelope.sequence or 0, snapshot.model_dump_json())

    def carry_out(self, kind: Kind[T], decision: Decision[T], **detail: Any) -> Refusal | None:
        """Take a decision on a thing of ``kind``: save it, publish its event (with ``detail``), set its
        timers."""
        match decision:
            case Refusal():
                return decision
            case Ignored(why):
                self.ignored = why
            case Moved(before, after, emits, timers):
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

    def note(self, marks: Iterable[str]) -> None:
        """Tell the sender what was taken out of what they wrote: ``field:kind:from-to`` each."""
        self._writer.note(marks)

    def insert(self, table: Table, *, unless_there: bool = False, **values: Any) -> None:
        """Add a row to a side table of the service (contact data, votes); the tenant is filled in.

        ``unless_there``: a row that exists under its key stays as it is, instead of failing the message.
        """
        self._writer.insert(table, {"tenant": self.tenant, **values}, unless_there)

    def set_timers(self, timers: tuple[TimerChange, ...]) -> None:
        """Set or cancel timers with the transaction."""
        for timer in timers:
            self._writer.timer(timer)

    def refuse(self, refused: CommandRefused) -> None:
        """Drop everything taken so far, and answer so."""
        self._writer = Writer(
            self.service, self.message.envelope, self.now, asked=self.asked, refused=refused
        )

    async def flush(self) -> bool:
        """Write all that was taken. False: the message was handled before, so nothing was written.

        Raises StaleVersion when a thing, or the law, was changed by somebody else meanwhile.
        """
        new = await self._writer.write(self.session, self.receipt, self.edition)
        if new:
            await self.session.commit()
        return new
