"""A use case's view of its message's unit of work: things to load, changes and events to take.

``UnitOfWork`` is the one over a database; ``tests.support.fake_work`` has one in memory. Both are this.
"""

from collections.abc import Awaitable, Callable, Iterable
from datetime import datetime
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import ColumnElement, Table

from shared.kernel.journal.tables import JournalTables
from shared.kernel.machine import Decision, Law, Situation, Thing, TimerChange
from shared.kernel.messages.base import Contract, Data, Event
from shared.kernel.messages.envelope import Message
from shared.kernel.messages.errors import Refusal, refuse
from shared.kernel.messages.quota import Quota
from shared.kernel.store.kind import Kind
from shared.kernel.store.session import Session

T = TypeVar("T", bound=Thing)
S = TypeVar("S", bound=Contract)
A = TypeVar("A")
P = ParamSpec("P")
Statement = Callable[Concatenate[Session, str, P], Awaitable[A]]
"""A function of a service's storage: (the message's session, its tenant, the question) → the answer."""


class Work(Protocol):
    """One message's unit of work, in one tenant. Nothing is written before the message is through."""

    ignored: str | None
    """The reason why the message changed nothing, if it changed nothing."""

    met_expectation: bool
    """The thing that the command names was compared with the version that it expects."""

    @property
    def service(self) -> str:
        """The service that carries it out."""
        ...

    @property
    def message(self) -> Message[Data]:
        """The message that is being carried out."""
        ...

    @property
    def now(self) -> datetime:
        """The moment at which it is decided, aware and in UTC."""
        ...

    @property
    def law(self) -> Law:
        """The numbers and lists by which the service decides."""
        ...

    @property
    def quota(self) -> Quota | None:
        """The quota of the partner that sent the message; None: nobody limits it."""
        ...

    @property
    def asker(self) -> str | None:
        """The broker user who is told what becomes of the command; None: nobody can be."""
        ...

    @property
    def tables(self) -> JournalTables:
        """The tables that every service has."""
        ...

    @property
    def tenant(self) -> str:
        """The tenant of the message; everything loaded and written is of this tenant."""
        ...

    async def ask(self, question: Statement[P, A], *of: P.args, **named: P.kwargs) -> A:
        """The answer of the service's storage; ``question`` reads and writes nothing."""
        ...

    async def begin(self) -> None:
        """From now on all is one transaction: loaded things are locked until its end."""
        ...

    async def write(self, statement: Statement[P, A], *of: P.args, **named: P.kwargs) -> A:
        """A lock, or the rare write that the unit of work does not know: in the message's transaction."""
        ...

    def new_id(self) -> str:
        """The next id that follows from this message; the same in every delivery."""
        ...

    def situation(self, facts: object = None, new_id: str | None = None) -> Situation[object]:
        """The situation that a state table may depend on, with ``facts`` that the use case looked up.

        ``new_id``: the id that a created thing takes, if it does not simply follow from the message.
        """
        ...

    async def load(self, kind: Kind[T], id: str) -> T | None:
        """The thing of that id in this tenant, or None."""
        ...

    async def require(self, kind: Kind[T], id: str) -> T:
        """The thing of that id, which has to be there.

        Raises Refused (``unknown_thing``) if a command names one that is not, NotYetKnown if an event does.
        """
        ...

    async def load_many(self, kind: Kind[T], ids: tuple[str, ...]) -> dict[str, T]:
        """The things of those ids that exist in this tenant, by id."""
        ...

    async def find(self, kind: Kind[T], *conditions: ColumnElement[bool]) -> list[T]:
        """The tenant's things that meet the conditions, by id."""
        ...

    async def next_in(self, kind: Kind[T], states: tuple[str, ...], after: str, at_most: int) -> list[T]:
        """The tenant's first things in one of ``states`` whose ids follow ``after``, by id."""
        ...

    async def known(self, kind: str, id: str, snapshot: type[S]) -> S | None:
        """This service's copy of another service's thing, or None if it has not heard of it."""
        ...

    async def known_all(self, kind: str, snapshot: type[S], *conditions: ColumnElement[bool]) -> list[S]:
        """This service's copies of other services' things of that kind, by id."""
        ...

    def carry_out(self, kind: Kind[T], decision: Decision[T], **detail: Any) -> Refusal | None:
        """Take a decision on a thing: save it, publish its event (with ``detail``), set its timers."""
        ...

    def emit(self, event: Event, subject: str | None = None, sequence: int | None = None) -> None:
        """Publish ``event`` with the transaction."""
        ...

    def note(self, marks: Iterable[str]) -> None:
        """Tell the sender what was taken out of what they wrote: ``field:kind:from-to`` each."""
        ...

    def insert(self, table: Table, *, unless_there: bool = False, **values: Any) -> None:
        """Add a row to a side table of the service (contact data, votes); the tenant is filled in."""
        ...

    def set_timers(self, timers: tuple[TimerChange, ...]) -> None:
        """Set or cancel timers with the transaction."""
        ...


def unknown_thing(kind: Kind[T], id: str) -> Refusal:
    """The refusal of a command that names a thing that is not there."""
    return refuse("unknown_thing", f"data.{kind.id_field}", thing=kind.name, id=id)
