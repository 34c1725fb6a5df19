"""How many things wait for whom: read from the documents of those that have a ladder's timer in the journal.

So what is finished costs nothing, however much of it there is, and no table needs an index for it: one look
into the index of timers, and one by the key for each thing that waits. 20,000 of them take some 0.2 s.
"""

from collections import Counter
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Any

from sqlalchemy import CompoundSelect, DateTime, and_, bindparam, case, cast, func, select, union_all
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.kernel.journal.tables import JournalTables
from shared.kernel.machine import Awaited, Law
from shared.kernel.store.kind import Kind

Waited = list[tuple[tuple[str, str, str], float]]
"""((role, what they have to do, ``yes`` or ``no``: whether it is late), number)."""


LawOf = Callable[[str], Awaitable[Law | None]]
"""The law of a tenant, by which others stand in for those who have left; None: it has none."""


async def read_waited(
    connection: AsyncConnection,
    kinds: tuple[Kind[Any], ...],
    tables: JournalTables,
    now: datetime,
    law_of: LawOf,
) -> Waited:
    """Count them by the service's clock. Raises what SQLAlchemy raises."""
    waiting = tuple(kind for kind in kinds if kind.behaviour.reminders)
    if not waiting:
        return []
    rows = (await connection.execute(_waited(waiting, tables), {"now": now})).all()
    laws = {tenant: await law_of(tenant) for tenant in {row.tenant for row in rows if row.person}}
    found: Counter[tuple[str, str, str]] = Counter()
    for tenant, role, department, person, what, late, count in rows:
        law = laws.get(tenant)
        role = law.asked_now(Awaited(role, department, person), now).role if law and person else role
        found[role, what, late] += count
    return [(labels, float(count)) for labels, count in found.items()]


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
    who = (one["role"].astext, one["department"].astext, one["person_id"].astext.label("person"))
    what = one["what"].astext
    late = case((cast(one["due_at"].astext, DateTime(timezone=True)) < bindparam("now"), "yes"), else_="no")
    joined = tables.journal.join(kind.table, and_(thing.tenant == journal.tenant, thing.id == id))
    return (
        select(thing.tenant.label("tenant"), *who, what, late, func.count())
        .select_from(joined)
        .where(
            journal.sent_at.is_(None),
            journal.available_at.is_not(None),
            journal.type == reminders.due.type,
        )
        .group_by(thing.tenant, *who, what, late)
    )
