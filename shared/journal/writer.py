"""Writes what a unit of work has gathered: one statement per table, state before events.

State goes first so that an aggregate's next version can only take a journal position after this one's.
"""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Table, and_, delete, literal_column, or_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.contracts.base import Event
from shared.contracts.envelope import SYSTEM, Actor, Envelope
from shared.errors import StaleVersion
from shared.ids import derived_id
from shared.journal.tables import JournalTables
from shared.state_machine import TimerChange
from shared.storage.kind import Kind


@dataclass(frozen=True, slots=True)
class Entry:
    """An event on its way into the journal; a timer has a key and a moment."""

    event: Event
    subject: str | None = None
    sequence: int | None = None
    available_at: datetime | None = None
    dedupe_key: str | None = None


@dataclass
class Writer:
    """The gathered writes of one message."""

    service: str
    tables: JournalTables
    cause: Envelope
    now: datetime
    _things: dict[tuple[str, str], tuple[Kind[Any], Any]] = field(default_factory=dict)
    _steps: dict[tuple[str, str], int] = field(default_factory=dict)
    _entries: list[Entry] = field(default_factory=list)
    _inserts: dict[Table, list[dict[str, Any]]] = field(default_factory=dict)
    _timers: dict[str, TimerChange] = field(default_factory=dict)

    def save(self, kind: Kind[Any], before: Any, after: Any) -> None:
        """Gather a thing; several steps on the same thing in one message are written as the last."""
        key = (kind.name, kind.id_of(after))
        self._steps.setdefault(key, 0 if before is None else before.version)
        self._things[key] = (kind, after)

    def emit(self, entry: Entry) -> None:
        """Gather an event."""
        self._entries.append(entry)

    def insert(self, table: Table, values: dict[str, Any]) -> None:
        """Gather a row of a side table."""
        self._inserts.setdefault(table, []).append(values)

    def timer(self, change: TimerChange) -> None:
        """Gather a timer set or cancelled; the last word on a key counts."""
        self._timers[change.key] = change

    async def flush(self, connection: AsyncConnection) -> None:
        """Write it all into the transaction of ``connection``."""
        await self._write_things(connection)
        for table, rows in self._inserts.items():
            await connection.execute(insert(table), rows)
        if self._timers:
            await self._cancel_timers(connection)
        entries = self._entries + [
            Entry(change.event, None, None, change.at, change.key) for change in self._timers.values() if change.event
        ]
        if entries:
            rows = [self._journal_row(number, entry) for number, entry in enumerate(entries, 1)]
            await connection.execute(insert(self.tables.journal).values(rows))

    async def _write_things(self, connection: AsyncConnection) -> None:
        by_table: dict[Table, list[tuple[int, dict[str, Any]]]] = {}
        for key, (kind, thing) in self._things.items():
            row = {
                "township": self.cause.township,
                "id": kind.id_of(thing),
                "state": thing.state,
                "version": thing.version,
                "data": kind.dump(thing),
                "changed_at": self.now,
            }
            by_table.setdefault(kind.rows, []).append((self._steps[key], row))
        for table, versioned in by_table.items():
            await self._write_table(connection, table, versioned)

    async def _write_table(
        self, connection: AsyncConnection, table: Table, versioned: list[tuple[int, dict[str, Any]]]
    ) -> None:
        statement = insert(table).values([row for _, row in versioned])
        unchanged = or_(*(and_(table.c.id == row["id"], table.c.version == seen) for seen, row in versioned))
        written = await connection.scalars(
            statement.on_conflict_do_update(
                index_elements=["township", "id"],
                set_={name: literal_column(f"excluded.{name}") for name in ("state", "version", "data", "changed_at")},
                where=unchanged,
            ).returning(table.c.id)
        )
        if len(written.all()) != len(versioned):
            raise StaleVersion(f"{table.name}: changed meanwhile")

    async def _cancel_timers(self, connection: AsyncConnection) -> None:
        journal = self.tables.journal
        await connection.execute(
            delete(journal).where(
                journal.c.township == self.cause.township,
                journal.c.dedupe_key.in_(list(self._timers)),
                journal.c.sent_at.is_(None),
            )
        )

    def _journal_row(self, number: int, entry: Entry) -> dict[str, Any]:
        time = entry.available_at or self.now
        actor: Actor = SYSTEM if entry.available_at else self.cause.actor
        envelope = Envelope(
            id=derived_id("event", self.service, self.cause.township, self.cause.source, self.cause.id, str(number)),
            source=source_of(self.service),
            type=entry.event.type,
            time=time,
            township=self.cause.township,
            subject=entry.subject,
            sequence=entry.sequence,
            correlationid=self.cause.correlation,
            causationid=self.cause.id,
            traceparent=self.cause.traceparent,
            actorid=actor.id,
            actorrole=actor.role,
            actordepartment=actor.department,
            data=entry.event.model_dump(mode="json"),
        )
        return {
            "id": envelope.id,
            "township": envelope.township,
            "type": envelope.type,
            "subject": entry.subject,
            "sequence": entry.sequence,
            "time": time,
            "envelope": envelope.model_dump(mode="json", exclude_none=True),
            "available_at": entry.available_at,
            "dedupe_key": entry.dedupe_key,
        }


def source_of(service: str) -> str:
    """The CloudEvents source of a service's events."""
    return f"/youyue/{service}"
