"""How many things wait for whom: read from the documents of those that have a ladder's timer in the journal.

So what is finished costs nothing, however much of it there is, and no table needs an index for it: one look
into the index of timers, and one by the key for each thing that waits. 20,000 of them take some 0.2 s.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, DateTime, and_, bindparam, case, cast, func, select, union_all
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.journal.tables import JournalTables
from shared.kernel.store.kind import Kind

Waited = list[tuple[tuple[str, str, str], float]]
"""((role, what they have to do, ``yes`` or ``no``: whether it is late), number)."""


async def read_waited(
    connection: AsyncConnection, kinds: tuple[Kind[Any], ...], tables: JournalTables, now: datetime
) -> Waited:
    """Count them by the service's clock. Raises what SQLAlchemy raises."""
    waiting = tuple(kind for kind in kinds if kind.behaviour.reminders)
    if not waiting:
        return []
    rows = await connection.execute(_waited(waiting, tables), {"now": now})
    return [((role, what, late), count) for role, what, late, count in rows]


def _waited(kinds: tuple[Kind[Any], ...], tables: JournalTables) -> CompoundSelect[Any]:
    return union_all(*(_of_kind(kind, tables) for kind in kinds))


def _of_kind(kind: Kind[Any], tables: JournalTables) -> Any:
    journal, thing, reminders = tables.journal.c, kind.table.c, kind.behaviour.reminders
    assert reminders
    head, tail = len(kind.name) + 1, len(":waiting")
    id = func.substr(journal.dedupe_key, head + 1, func.length(journal.dedupe_key) - head - tail)
    one = func.jsonb_array_elements(thing.data["waiting"], type_=JSONB).column_valued(
        "one", joins_implicitly=True
    )
    role, what = one["role"].astext, one["what"].astext
    late = case((cast(one["due_at"].astext, DateTime(timezone=True)) < bindparam("now"), "yes"), else_="no")
    joined = tables.journal.join(kind.table, and_(thing.tenant == journal.tenant, thing.id == id))
    return (
        select(role, what, late, func.count())
        .select_from(joined)
        .where(
            journal.sent_at.is_(None),
            journal.available_at.is_not(None),
            journal.type == reminders.due.type,
        )
        .group_by(role, what, late)
    )
