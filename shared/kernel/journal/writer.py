"""The gathered writes of a unit of work, and their form as values of one statement."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

import asyncpg
from pydantic_core import to_json
from sqlalchemy import Table

from shared.kernel.journal import statement as sql
from shared.kernel.journal.answering import Asked
from shared.kernel.journal.entry import Entry, Written, write_down
from shared.kernel.journal.statement import Part, Side, ThingRow, statement
from shared.kernel.machine import TimerChange
from shared.kernel.messages.base import CommandRefused
from shared.kernel.messages.envelope import Envelope, in_short
from shared.kernel.messages.errors import StaleVersion
from shared.kernel.store.kind import Kind
from shared.kernel.store.session import Session


class Receipt(NamedTuple):
    """The inbox row of a message: the consumer, the message, and its sender."""

    consumer: str
    tenant: str
    source: str
    message_id: str
    type: str
    digest: bytes | None = None


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
    asked: Asked | None = None
    """The command, if somebody is to be told what became of it."""
    refused: CommandRefused | None = None
    """The answer, when nothing else is written."""

    def note(self, marks: Iterable[str]) -> None:
        """Tell the sender that this was taken out of what they wrote: the events of this message say so."""
        told = " ".join(filter(None, (self.cause.masked, *marks)))
        self.cause = self.cause.model_copy(update={"masked": in_short(told) or None})

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

    async def write(self, session: Session, receipt: Receipt, law: tuple[str, int] | None = None) -> bool:
        """Write it all, in one statement. False: the message was handled before, and nothing was written.

        ``law``: SQL for the newest edition of the law, and the one by which it was decided. Raises
        StaleVersion when a thing was changed or made by somebody else meanwhile, or the law was; then nothing
        was written either.
        """
        text, values = statement(receipt.tenant, self._parts(receipt, law))
        try:
            ((current, fresh),) = await session.fetch(text, *values)
        except asyncpg.UniqueViolationError as error:
            # Another transaction has made the thing meanwhile; which of its rows collides first is chance.
            if 0 in self._seen.values():
                raise self._stale() from error
            raise
        if not current:
            raise self._stale()
        return bool(fresh)

    def _stale(self) -> StaleVersion:
        return StaleVersion(
            "changed meanwhile: " + ", ".join(" ".join(key) for key in self._things or [("the", "law")])
        )

    def _parts(self, receipt: Receipt, law: tuple[str, int] | None) -> list[Part]:
        made, changed = self._by_table()
        parts = [
            *sql.held(list(changed.items()), law),
            sql.receipt(receipt.consumer, receipt.source, receipt.message_id, receipt.type, receipt.digest),
            *(sql.made(n, table, rows, self.now) for n, (table, rows) in enumerate(made.items())),
            *(sql.changed(n, table, rows, self.now) for n, (table, rows) in enumerate(changed.items())),
        ]
        if self._copy:
            parts.append(sql.copied(*self._copy))
        parts += [
            sql.side(n, side, to_json(rows).decode()) for n, (side, rows) in enumerate(self._sides.items())
        ]
        moot = [key for key, change in self._timers.items() if not change.first]
        if moot:
            parts.append(sql.cancelled(moot))
        if written := self._written():
            parts.append(sql.entered(written, after_cancelling=bool(moot)))
        return parts

    def _by_table(self) -> tuple[dict[str, list[ThingRow]], dict[str, list[ThingRow]]]:
        """The rows of things that are new, and of things that are changed, by table."""
        made: dict[str, list[ThingRow]] = {}
        changed: dict[str, list[ThingRow]] = {}
        for key, (kind, thing) in self._things.items():
            seen = self._seen[key]
            row = ThingRow(key[1], thing.state, thing.version, seen, kind.dump(thing))
            (changed if seen else made).setdefault(kind.table.name, []).append(row)
        return made, changed

    def _written(self) -> list[Written]:
        """The rows of the journal, the answer last."""
        entries = self._all_entries()
        written = write_down(entries, self.cause, self.service, self.now)
        if self.asked:
            answer = self.refused or self.asked.accepting(self.service, entries, written)
            written.append(self.asked.write(answer, self.service, self.now))
        return written

    def _all_entries(self) -> list[Entry]:
        return self._entries + [
            Entry(change.event, None, None, change.at, change.key)
            for change in self._timers.values()
            if change.event
        ]
