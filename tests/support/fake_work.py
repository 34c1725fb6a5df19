"""A unit of work without a database: the use cases of every service run over it in their unit tests."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, ParamSpec, TypeVar

from sqlalchemy import ColumnElement, Table

from shared.kernel.journal.expecting import is_about, outrun
from shared.kernel.journal.tables import JournalTables
from shared.kernel.journal.work import Statement, unknown_thing
from shared.kernel.machine import ABSENT, Decision, Ignored, Law, Moved, Situation, Thing, TimerChange
from shared.kernel.messages.base import Command, Contract, Data, Event
from shared.kernel.messages.envelope import SYSTEM, Message
from shared.kernel.messages.errors import NotYetKnown, Refusal, Refused
from shared.kernel.messages.quota import Quota
from shared.kernel.store.kind import Kind
from tests.support.conditions import meets
from tests.support.memory import Memory, Move

T = TypeVar("T", bound=Thing)
S = TypeVar("S", bound=Contract)
A = TypeVar("A")
P = ParamSpec("P")


@dataclass
class FakeWork:
    """One message's unit of work over a memory. As in ``UnitOfWork``, nothing is kept before ``keep``."""

    service: str
    memory: Memory
    tables: JournalTables
    message: Message[Data]
    now: datetime
    law: Law
    quota: Quota | None = None
    asker: str | None = None
    ignored: str | None = None
    met_expectation: bool = False
    reasons: list[str] = field(default_factory=list)
    """Why each thing that ignored the message did so."""
    noted: list[str] = field(default_factory=list)
    _saved: list[tuple[Kind[Any], Any]] = field(default_factory=list)
    _events: list[Event] = field(default_factory=list)
    _rows: list[tuple[Table, bool, dict[str, Any]]] = field(default_factory=list)
    _timers: list[TimerChange] = field(default_factory=list)
    _copies: list[tuple[str, Contract]] = field(default_factory=list)
    _moves: list[Move] = field(default_factory=list)

    @property
    def tenant(self) -> str:
        """As ``Work.tenant``."""
        return self.message.envelope.tenant

    def new_id(self) -> str:
        """As ``Work.new_id``; short, so that tests can name it."""
        return self.memory.new_id()

    def note(self, marks: Iterable[str]) -> None:
        """What the sender is told, in ``noted``."""
        self.noted += marks

    def situation(self, facts: object = None, new_id: str | None = None) -> Situation[object]:
        """As ``Work.situation``."""
        return self.law.situation(self.now, self.message.envelope.actor, new_id or self.new_id(), facts)

    async def ask(self, question: Statement[P, A], *of: P.args, **named: P.kwargs) -> A:
        """The answer that the memory was told."""
        answer: A = self.memory.answered(question, *of, **named)
        return answer

    async def begin(self) -> None:
        """Nobody else is here: nothing is locked."""

    async def write(self, statement: Statement[P, A], *of: P.args, **named: P.kwargs) -> A:
        """Note that it was run; what it does to a database is tested on one."""
        answer: A = self.memory.run(statement, *of, **named)
        return answer

    async def load(self, kind: Kind[T], id: str) -> T | None:
        """As ``Work.load``."""
        found: T | None = self.memory.things.get((kind.name, id))
        expected = self.message.envelope.expectedsequence
        if found is not None and expected is not None and is_about(kind, id, self.message):
            if found.version != expected:
                raise Refused(outrun(kind, found.version, "", SYSTEM.role))
            self.met_expectation = True
        return found

    async def require(self, kind: Kind[T], id: str) -> T:
        """As ``Work.require``."""
        if (thing := await self.load(kind, id)) is not None:
            return thing
        if isinstance(self.message.data, Command):
            raise Refused(unknown_thing(kind, id))
        raise NotYetKnown(f"{kind.name} {id}")

    async def load_many(self, kind: Kind[T], ids: tuple[str, ...]) -> dict[str, T]:
        """As ``Work.load_many``."""
        found = {id: await self.load(kind, id) for id in sorted(set(ids))}
        return {id: thing for id, thing in found.items() if thing is not None}

    async def find(self, kind: Kind[T], *conditions: ColumnElement[bool]) -> list[T]:
        """As ``Work.find``."""
        ids = tuple(row["id"] for row in self.memory.table_of(kind) if meets(row, conditions))
        return list((await self.load_many(kind, ids)).values())

    async def next_in(self, kind: Kind[T], states: tuple[str, ...], after: str, at_most: int) -> list[T]:
        """As ``Work.next_in``."""
        row = kind.table.c
        return (await self.find(kind, row.state.in_(states), row.id > after))[:at_most]

    async def known(self, kind: str, id: str, snapshot: type[S]) -> S | None:
        """As ``Work.known``."""
        copy = self.memory.copies.get((kind, id))
        assert copy is None or isinstance(copy, snapshot)
        return copy

    async def known_all(self, kind: str, snapshot: type[S], *conditions: ColumnElement[bool]) -> list[S]:
        """As ``Work.known_all``."""
        rows = (row for row in self.memory.known_rows(kind) if meets(row, conditions))
        return [snapshot.model_validate(row["data"]) for row in rows]

    def learn(self, kind: str, id: str, snapshot: Contract) -> None:
        """As ``UnitOfWork.learn``."""
        assert id == getattr(snapshot, f"{kind}_id")
        self._copies.append((kind, snapshot))

    def carry_out(self, kind: Kind[T], decision: Decision[T], **detail: Any) -> Refusal | None:
        """As ``Work.carry_out``."""
        match decision:
            case Refusal():
                return decision
            case Ignored(why):
                self.ignored = why
                self.reasons.append(why)
            case Moved(before, after, emits, timers):
                self._saved.append((kind, after))
                self._moves += _moves(kind, self.message.data, before, after, emits)
                event = emits.model_validate({kind.name: kind.publish(after), **detail})
                self.emit(event, subject=kind.id_of(after), sequence=after.version)
                self.set_timers(timers)
        return None

    def emit(self, event: Event, subject: str | None = None, sequence: int | None = None) -> None:
        """As ``Work.emit``."""
        self._events.append(event)

    def insert(self, table: Table, *, unless_there: bool = False, **values: Any) -> None:
        """As ``Work.insert``; a column that the table has not is found here as well."""
        assert set(values) <= {column.name for column in table.columns}
        self._rows.append((table, unless_there, values))

    def set_timers(self, timers: tuple[TimerChange, ...]) -> None:
        """As ``Work.set_timers``."""
        self._timers.extend(timers)

    def keep(self) -> None:
        """The message is through: all that was taken is in the memory from now on."""
        for kind, snapshot in self._copies:
            self.memory.knows(kind, snapshot)
        for saved, thing in self._saved:
            self.memory.save(saved, thing)
        for table, unless_there, values in self._rows:
            key = {column.name: values[column.name] for column in table.primary_key if column.name in values}
            row = {"table": table.name, **values}
            if not (unless_there and any({**there, **key} == there for there in self._of(table))):
                self.memory.rows.append(row)
        self.memory.events.extend(self._events)
        self.memory.moves.extend(self._moves)
        for timer in self._timers:
            self.memory.set(timer)

    def _of(self, table: Table) -> list[dict[str, Any]]:
        return [row for row in self.memory.rows if row["table"] == table.name]


def _moves(kind: Kind[Any], message: Data, before: Any, after: Any, emits: type[Event]) -> list[Move]:
    """The transition that was taken; of a reminder one for each wait that it is about."""
    state, reminders = before.state if before else ABSENT, kind.behaviour.reminders
    if reminders is None or not isinstance(message, reminders.due):
        return [Move(kind.name, state, message.type, emits.type)]
    told = {one.what: one.called for one in before.waiting}
    called = [one.what for one in after.waiting if one.called != told.get(one.what)]
    return [Move(kind.name, state, what, "") for what in called]
