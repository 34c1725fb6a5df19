"""Words that somebody struck out leave the public faces of the events that were published before; a thing
that is the house's alone loses these faces."""

from sqlalchemy import ColumnElement, Table, bindparam, select, update

from shared.kernel.journal.past import hold_past
from shared.kernel.journal.tables import JournalTables, body_of
from shared.kernel.messages.audience import without
from shared.kernel.messages.base import Event
from shared.kernel.messages.registry import Registry
from shared.kernel.store.session import Session


async def strike(
    session: Session,
    tenant: str,
    registry: Registry,
    tables: JournalTables,
    subject: str,
    words: tuple[str, ...],
) -> int:
    """Write the public faces of the thing's events anew, without these words; the inside ones stay. Returns
    how many were changed. What is sent again from now on is without them.

    In a transaction.
    """
    await hold_past(session.connection)
    found = [await _struck(session, tenant, registry, one, subject, words) for one in _both(tables)]
    return sum(found)


async def _struck(
    session: Session, tenant: str, registry: Registry, journal: Table, subject: str, words: tuple[str, ...]
) -> int:
    rows = select(journal.c.position, journal.c.type, body_of(journal), journal.c.public).where(
        journal.c.tenant == tenant,
        journal.c.subject == subject,
        journal.c.asker.is_(None),
        *_not_held(journal),
        journal.c.public.is_distinct_from(""),
    )
    changed = []
    for position, type, body, public in (await session.connection.execute(rows)).all():
        said = public or body
        event = registry.types.get(type)
        if event is None or not issubclass(event, Event):
            continue
        struck = without(event, said, words)
        if struck != said:
            changed.append({"at": position, "said": struck})
    if changed:
        await session.connection.execute(
            update(journal).where(journal.c.position == bindparam("at")).values(public=bindparam("said")),
            changed,
        )
    return len(changed)


async def withhold(session: Session, tenant: str, tables: JournalTables, subject: str) -> None:
    """Take the public faces from the thing's earlier events: nobody but the house is sent them again, and the
    relay reads none of them any more; what it has read already may still go. In a transaction."""
    await hold_past(session.connection)
    for journal in _both(tables):
        await session.connection.execute(
            update(journal)
            .where(
                journal.c.tenant == tenant,
                journal.c.subject == subject,
                journal.c.asker.is_(None),
                *_not_held(journal),
                journal.c.public.is_distinct_from(""),
            )
            .values(public="")
        )


def _both(tables: JournalTables) -> tuple[Table, Table]:
    return tables.past, tables.journal


def _not_held(journal: Table) -> tuple[ColumnElement[bool], ...]:
    """Timers that are held back are no events yet; in the past there is none."""
    return (journal.c.available_at.is_(None),) if "available_at" in journal.c else ()
