"""A replay that a partner asked for, page by page, in the database.

Nobody's transaction stays open while a page is on its way: whoever takes a replay has it for ``LEASE``
seconds, and should that instance die, another sends the same page again.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import structlog
from sqlalchemy import ColumnElement, Table, and_, case, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.kernel.journal.history import Past, events_between
from shared.kernel.journal.tables import JournalTables
from shared.kernel.messages.envelope import Sealed

log = structlog.get_logger(__name__)

PAGE = 200
"""Events, at most."""
SPAN = 20_000
"""Rows of the journal that one page looks at, at most: of a tenant with little to tell it looks at many."""
LEASE = 60
"""Seconds."""
PATIENCE = 3 * 24 * 3600
"""Seconds in which nothing was taken after which a replay is given up."""


@dataclass(frozen=True, slots=True)
class Page:
    """The next part of a replay: what to send, and how far it has come then."""

    id: str
    asker: str
    tenant: str
    command_source: str
    command_id: str
    command_type: str
    correlation: str
    sent: int
    start: int
    """The position of the journal that was looked at last."""
    end: int
    """The position when all of it is sent."""
    events: Sequence[tuple[int, Sealed]]
    """In the face that its asker hears, with their positions."""
    last: bool
    """All has been sent, and that is noted: what is left is the end mark, after which another may be asked
    for at once."""


async def next_page(engine: AsyncEngine, tables: JournalTables) -> Page | None:
    """Take the replay that has waited longest, for ``LEASE`` seconds; None: none is due."""
    replays = tables.replays
    due = (
        select(replays.c.id)
        .where(replays.c.ended_at.is_(None), replays.c.due_at <= func.clock_timestamp())
        .order_by(replays.c.due_at)
        .limit(1)
        .with_for_update(skip_locked=True)
        .scalar_subquery()
    )
    take = (
        update(replays)
        .where(replays.c.id == due)
        .values(due_at=_later(LEASE), ended_at=_given_up(replays))
        .returning(*replays.c)
    )
    async with engine.begin() as connection:
        row = (await connection.execute(take)).mappings().one_or_none()
    if row is None:
        return None
    if row["ended_at"] is not None:
        log.warning("replay_given_up", replay=row["id"], asker=row["asker"], sent=row["sent"])
        return None
    past = Past(since=row["since"], tenant=row["tenant"], subject=row["subject"], types=tuple(row["types"]))
    start = row["last_position"]
    until = min(start + SPAN, row["newest"])
    async with engine.connect() as connection:
        events = await events_between(connection, tables, past, start, until, PAGE)
    end = events[-1][0] if len(events) == PAGE else until
    faces = ((place, event.face(inside=event.type in row["inside"])) for place, event in events)
    heard = [(place, face) for place, face in faces if face]
    told = {name: row[name] for name in Page.__annotations__ if name in row}
    return Page(**told, start=start, end=end, events=heard, last=start >= row["newest"])


async def note_progress(
    engine: AsyncEngine, replays: Table, page: Page, sent: int, *, ended: bool, pause: float
) -> None:
    """The first ``sent`` of its events are confirmed; the next page is sent after ``pause`` seconds."""
    reached = page.end if sent == len(page.events) else _before(page, sent)
    moved = {"moved_at": func.clock_timestamp()} if reached > page.start else {}
    async with engine.begin() as connection:
        await connection.execute(
            update(replays)
            .where(and_(replays.c.id == page.id, replays.c.last_position == page.start))
            .values(
                last_position=reached,
                sent=page.sent + sent,
                due_at=_later(pause),
                ended_at=func.clock_timestamp() if ended else replays.c.ended_at,
                **moved,
            )
        )


def _before(page: Page, sent: int) -> int:
    return page.events[sent - 1][0] if sent else page.start


def _later(seconds: float) -> ColumnElement[datetime]:
    return func.clock_timestamp() + func.make_interval(0, 0, 0, 0, 0, 0, seconds)


def _given_up(replays: Table) -> ColumnElement[datetime]:
    impatient = replays.c.moved_at < _later(-PATIENCE)
    return case((impatient, func.clock_timestamp()), else_=None)
