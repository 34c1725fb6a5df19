"""What has left the tables that are asked for each message: older events, and the account of the purges."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    MetaData,
    Subquery,
    Table,
    Text,
    func,
    select,
    text,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.asyncio import AsyncConnection


def message_columns() -> tuple[Column[Any], ...]:
    """What an event is: the same in the journal and in the past."""
    return (
        Column("id", Text, nullable=False),
        Column("tenant", Text, nullable=False),
        Column("type", Text, nullable=False),
        Column("subject", Text),
        Column("sequence", Integer),
        Column("time", DateTime(timezone=True), nullable=False),
        Column("envelope", JSONB),
        Column("body", Text),
        Column("correlation", Text),
    )


def reader_columns() -> tuple[Column[Any], ...]:
    """Who reads it, and in which face; likewise."""
    return Column("asker", Text), Column("public", Text), Column("vouched", Text)


COLUMNS = (
    "position",
    *(column.name for column in message_columns()),
    "sent_at",
    *(column.name for column in reader_columns()),
)
"""Of an event that was sent: what the journal has beside these tells of its way out, which is over."""


def past_table(metadata: MetaData) -> Table:
    """Events that were sent long ago, as they stood in the journal. Read by replays and archives, changed by
    erasures alone, which ``hold_past`` first."""
    return Table(
        "journal_past",
        metadata,
        Column("position", BigInteger, primary_key=True, autoincrement=False),
        *message_columns(),
        Column("sent_at", DateTime(timezone=True), nullable=False),
        *reader_columns(),
        Index("ix_journal_past_subject", "tenant", "subject", "position"),
    )


def purges_table(metadata: MetaData) -> Table:
    """How far the purge of each rule has come. ``page``: where in the table the round stands; none: it is
    over. ``reached``: nothing that is older is there any more for sure; by the clock of the rule. Other
    moments are the machines'."""
    return Table(
        "purges",
        metadata,
        Column("name", Text, primary_key=True),
        Column("known_since", DateTime(timezone=True), nullable=False, server_default=func.now()),
        Column("page", BigInteger),
        Column("begun_at", DateTime(timezone=True)),
        Column("ended_at", DateTime(timezone=True)),
        Column("reached", DateTime(timezone=True)),
        Column("removed", BigInteger, nullable=False, server_default="0"),
    )


def purged_table(metadata: MetaData) -> Table:
    """How many messages of each type the purges have taken out of the account: sent, withheld, handled,
    parked. The account of a service adds them, so it adds up whatever has gone."""
    return Table(
        "purged",
        metadata,
        Column("part", Text, primary_key=True),
        Column("type", Text, primary_key=True),
        Column("number", BigInteger, nullable=False),
    )


def whole(journal: Table, past: Table) -> Subquery:
    """The journal from its beginning: a row stands in one of both tables, for each statement."""
    parts = (select(*(table.c[name] for name in COLUMNS)) for table in (past, journal))
    return union_all(*parts).subquery("whole")


async def hold_past(connection: AsyncConnection) -> None:
    """Until the end of the transaction no event leaves the journal for the past: whoever changes all of a
    thing's events misses none that is being moved."""
    await connection.execute(_HOLD)


_HOLD = text("LOCK TABLE journal_past IN ROW EXCLUSIVE MODE")
MOVING = text("LOCK TABLE journal_past IN SHARE ROW EXCLUSIVE MODE")
"""What moves events there waits for those, and they for it."""
