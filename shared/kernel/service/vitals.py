"""The vital signs of a service: what its database and its queues say now, and whether that makes it ready.

``Vitals`` is taken every few seconds by ``shared.kernel.service.watch``; asking for health or metrics reads
the last one and costs neither database nor broker anything. Ages are by the service's clock, all other
seconds by the event loop's.
"""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from sqlalchemy import Double, Select, bindparam, cast, func, select
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.bus.parking.parked import OPEN
from shared.kernel.bus.rabbit.transport import QueueState
from shared.kernel.journal.tables import JournalTables
from shared.kernel.messages.topology import events_exchange
from shared.kernel.store.clock import Clock
from shared.kernel.store.revisions import Found, Known, found_revision
from shared.kernel.store.saved import COMMENT, UNSAVED, Saved, saved_in

STUCK_SECONDS = 60.0
"""So long may one event be the oldest unsent one."""
BLOCKED_SECONDS = 30.0
"""So long may the broker confirm nothing of what is published."""
STALE_SECONDS = 20.0
"""So old may the last look be."""
LAG_SECONDS = 5.0
"""So late may the event loop come back to a task."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Events of one type that the broker has not confirmed, and that are tried again later."""

    type: str
    count: int
    oldest_age: float
    """Seconds since the oldest of them was decided, or its timer was due."""

    @property
    def exchange(self) -> str:
        """Where they are published to. Which of the queues behind it does not take them the broker does not
        say."""
        return events_exchange(self.type.split(".", 1)[0])


class Purged(NamedTuple):
    """``at``: when the last purge by the rule came to its end, or since when there is the rule; ``late``: for
    how many seconds it has been, beyond what a purge a day leaves between two."""

    name: str
    at: datetime
    late: float


PURGE_LATE = 3 * 24 * 3600.0
"""Seconds after which a purge is late: three days' rounds were missed."""


@dataclass(frozen=True, slots=True)
class Ledger:
    """What the service's tables say."""

    schema: Found
    unsent: int = 0
    """Events that are due and not sent, without those that wait because of one that was not confirmed."""
    oldest_unsent: int | None = None
    """The position of the first of them."""
    oldest_age: float = 0.0
    """Seconds since it was decided, or its timer was due."""
    overdue: int = 0
    """Timers whose moment has passed and that no relay has taken up."""
    parked: int = 0
    """Messages in the parking lot's table."""
    refused: tuple[Waiting, ...] = ()
    """What was not confirmed, by type."""
    held: int = 0
    """Events that wait for an earlier one of their thing, which was not confirmed."""
    saved: Saved = UNSAVED
    """When backups with these tables in them were taken."""
    purges: tuple[Purged, ...] = ()
    """The last purge by each rule."""


@dataclass(frozen=True, slots=True)
class Vitals:
    """One look. The transport's part is empty in the embedded mode."""

    taken_at: float
    ledger: Ledger | None = None
    """None: the database does not answer."""
    queues: MappingProxyType[str, QueueState] = field(default_factory=lambda: MappingProxyType({}))
    lost: tuple[str, ...] = ()
    """Own queues that this instance does not read."""
    blocked_for: float = 0.0
    stuck_for: float = 0.0
    """How long the oldest unsent event has been the same."""
    lag: float = 0.0
    """How late the event loop was, at most, since the look before."""
    problems: tuple[str, ...] = ()
    """What could not be looked at, and why."""


def problems_of(vitals: Vitals, known: Known, now: float) -> list[str]:
    """Why the service is not ready; empty when it is."""
    problems = list(vitals.problems)
    if now - vitals.taken_at > STALE_SECONDS:
        problems.append(f"nobody has looked for {now - vitals.taken_at:.0f} s")
    if vitals.ledger and (problem := known.problem(vitals.ledger.schema)):
        problems.append(problem)
    unread = {name for name, state in vitals.queues.items() if not state.consumers} | set(vitals.lost)
    problems.extend(f"{queue} is not read by this instance" for queue in sorted(unread))
    if vitals.blocked_for > BLOCKED_SECONDS:
        problems.append(f"broker confirms nothing since {vitals.blocked_for:.0f} s: blocked by an alarm?")
    if vitals.stuck_for > STUCK_SECONDS:
        problems.append(f"relay is stuck: the oldest unsent event waits since {vitals.stuck_for:.0f} s")
    if vitals.lag > LAG_SECONDS:
        problems.append(f"event loop was {vitals.lag:.1f} s late")
    return problems


async def read_ledger(connection: AsyncConnection, tables: JournalTables, clock: Clock) -> Ledger:
    """Ask the service's tables, in one query, whatever revision they are of; what this code cannot count
    counts as nothing.

    ``connection`` is in autocommit mode. Raises what SQLAlchemy raises.
    """
    schema = await found_revision(connection)
    try:
        now = await clock.now(connection)
        row = (await connection.execute(_ledger(tables), {"now": now})).one()
    except ProgrammingError:
        return Ledger(schema)
    age = (now - row.oldest_time).total_seconds() if row.oldest_time else 0.0
    ledger = Ledger(
        schema,
        row.unsent,
        row.oldest_unsent,
        max(age, 0.0),
        row.overdue,
        row.parked,
        saved=saved_in(row.comment),
    )
    with suppress(ProgrammingError):
        found = (await connection.execute(_purges(tables))).all()
        purges = tuple(Purged(one.name, one.at, max(one.age - PURGE_LATE, 0.0)) for one in found)
        ledger = replace(ledger, purges=purges)
    if not row.waiting:
        return ledger
    rows = (await connection.execute(_refused(tables))).all()
    refused = tuple(
        Waiting(row.type, row.number, max((now - row.oldest).total_seconds(), 0.0)) for row in rows
    )
    held = max(row.waiting - sum(one.count for one in refused), 0)
    return replace(ledger, refused=refused, held=held)


@cache
def _purges(tables: JournalTables) -> Select[tuple[str, datetime, float]]:
    """By the clock of the database, as they are written."""
    rows = tables.purges.c
    at = func.coalesce(rows.ended_at, rows.known_since)
    age = cast(func.extract("epoch", func.now() - at), Double)
    return select(rows.name, at.label("at"), age.label("age")).order_by(rows.name)


@cache
def _refused(tables: JournalTables) -> Select[tuple[str, int, datetime]]:
    journal = tables.journal.c
    return (
        select(journal.type, func.count().label("number"), func.min(journal.time).label("oldest"))
        .where(journal.sent_at.is_(None), journal.waits_until.is_not(None), journal.failures > 0)
        .group_by(journal.type)
        .order_by(journal.type)
    )


@cache
def _ledger(tables: JournalTables) -> Select[tuple[int, int | None, object, int, int, int, str | None]]:
    journal = tables.journal.c
    unsent = (journal.sent_at.is_(None), journal.available_at.is_(None), journal.waits_until.is_(None))
    waiting = (journal.sent_at.is_(None), journal.waits_until.is_not(None))
    oldest = (
        select(journal.position, journal.time).where(*unsent).order_by(journal.position).limit(1).subquery()
    )
    overdue = select(func.count()).where(journal.sent_at.is_(None), journal.available_at <= bindparam("now"))
    return select(
        select(func.count()).where(*unsent).scalar_subquery().label("unsent"),
        select(oldest.c.position).scalar_subquery().label("oldest_unsent"),
        select(oldest.c.time).scalar_subquery().label("oldest_time"),
        overdue.scalar_subquery().label("overdue"),
        select(func.count()).where(tables.parked.c.status.in_(OPEN)).scalar_subquery().label("parked"),
        select(func.count()).where(*waiting).scalar_subquery().label("waiting"),
        COMMENT.label("comment"),
    )
