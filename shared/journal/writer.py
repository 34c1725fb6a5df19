"""What a unit of work has gathered, and how it becomes the values of one statement."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import asyncpg
from pydantic_core import to_json
from sqlalchemy import Table

from shared.contracts.envelope import Envelope
from shared.errors import StaleVersion
from shared.journal.entry import Entry, write_down
from shared.journal.statement import STALE, Shape, Side, statement
from shared.session import Session
from shared.state_machine import TimerChange
from shared.storage.kind import Kind


class Receipt(NamedTuple):
    """The inbox row of a message: who has handled which message of whom."""

    consumer: str
    township: str
    source: str
    message_id: str
    type: str


@dataclass
class Writer:
    """The gathered writes of one message."""

    service: str
    cause: Envelope
    now: datetime
    _things: dict[tuple[str, str], tuple[Kind[Any], Any]] = field(default_factory=dict)
    _seen: dict[tuple[str, str], int] = field(default_factory=dict)
    _entries: list[Entry] = field(default_factory=list)
    _sides: dict[Side, list[dict[str, Any]]] = field(default_factory=dict)
    _timers: dict[str, TimerChange] = field(default_factory=dict)
    _copy: tuple[str, str, int, str] | None = None

    def save(self, kind: Kind[Any], before: Any, after: Any) -> None:
        """Gather a thing; several steps on the same thing in one message are written as the last."""
        key = (kind.name, kind.id_of(after))
        self._seen.setdefault(key, 0 if before is None else before.version)
        self._things[key] = (kind, after)

    def emit(self, entry: Entry) -> None:
        """Gather an event."""
        self._entries.append(entry)

    def insert(self, table: Table, values: dict[str, Any], unless_there: bool) -> None:
        """Gather a row of a side table."""
        self._sides.setdefault(Side(table.name, tuple(values), unless_there), []).append(values)

    def timer(self, change: TimerChange) -> None:
        """Gather a timer set or cancelled; the last word on a key counts."""
        self._timers[change.key] = change

    def copy(self, kind: str, id: str, sequence: int, document: str) -> None:
        """Gather the copy of another service's thing."""
        self._copy = (kind, id, sequence, document)

    async def write(self, session: Session, receipt: Receipt) -> bool:
        """Write it all, in one statement. False: the message was handled before, and nothing was written.

        Raises StaleVersion when a thing was changed by somebody else meanwhile; then nothing was written either.
        """
        shape, values = self._composed(receipt)
        try:
            return bool(await session.fetch(statement(shape), *values))
        except asyncpg.PostgresError as error:
            if error.sqlstate == STALE:
                raise StaleVersion("changed meanwhile: " + ", ".join(" ".join(key) for key in self._things)) from error
            raise

    def _composed(self, receipt: Receipt) -> tuple[Shape, list[Any]]:
        values: list[Any] = [*receipt]
        tables = self._by_table()
        for rows in tables.values():
            values.extend(map(list, zip(*rows, strict=True)))
            values.append(self.now)
        if tables:
            values.append(len(self._things))
        if self._copy:
            values.extend(self._copy)
        values.extend(to_json(rows).decode() for rows in self._sides.values())
        if self._timers:
            values.append(list(self._timers))
        entries = self._all_entries()
        if entries:
            written = (
                write_down(entry, number, self.cause, self.service, self.now) for number, entry in enumerate(entries, 1)
            )
            values.extend(map(list, zip(*written, strict=True)))
        shape = Shape(tuple(tables), bool(self._copy), tuple(self._sides), bool(self._timers), bool(entries))
        return shape, values

    def _by_table(self) -> dict[str, list[tuple[Any, ...]]]:
        """Table → (id, state, version, version seen, document) of each thing."""
        tables: dict[str, list[tuple[Any, ...]]] = {}
        for key, (kind, thing) in self._things.items():
            row = (key[1], thing.state, thing.version, self._seen[key], kind.dump(thing))
            tables.setdefault(kind.rows.name, []).append(row)
        return tables

    def _all_entries(self) -> list[Entry]:
        return self._entries + [
            Entry(change.event, None, None, change.at, change.key) for change in self._timers.values() if change.event
        ]
