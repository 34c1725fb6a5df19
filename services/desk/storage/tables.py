"""The desk's tables: every thing in both faces, its history, and what its people have sent."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Index,
    Integer,
    Sequence,
    Table,
    Text,
    UniqueConstraint,
    func,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB

from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata
from shared.kernel.store.landings import landings_table

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)
LANDINGS = landings_table(METADATA)
MOVES = Sequence("things_moves", metadata=METADATA)

THINGS = Table(
    "things",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("id", Text, primary_key=True),
    Column("sequence", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("inside", JSONB, nullable=False),
    Column("public", JSONB),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    Column("moved", BigInteger, MOVES, server_default=MOVES.next_value(), nullable=False),
    Index("ix_things_state", "tenant", "kind", "state", text("changed_at DESC")),
    Index("ix_things_newest", "tenant", "kind", text("changed_at DESC")),
    Index("ix_things_waiting", "tenant", postgresql_where=text("(inside -> 'waiting') <> '[]'::jsonb")),
    Index("ix_things_moved", "moved"),
    Index("ix_things_id", "tenant", "id"),
)
"""A thing as its newest event says it, whole and in public. ``public``: none; it has no public face.
``moved`` grows with every change of any thing: by it open pages learn that there is news."""

HISTORY = Table(
    "history",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("type", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("actor_id", Text),
    Column("actor_role", Text, nullable=False),
    Column("actor_department", Text),
    Column("detail", JSONB, nullable=False),
    Index("ix_history_newest", "tenant", text("at DESC")),
    Index("ix_history_subject", "tenant", "kind", "subject", text("sequence DESC")),
)
"""One row for each event. ``detail`` has codes, days and numbers alone: what people wrote stands in the thing
as it is now, so that nothing is left here of what is erased or struck out."""

SENT = Table(
    "sent",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("person", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("kind", Text, nullable=False, server_default=""),
    Column("subject", Text, nullable=False, server_default=""),
    Column("expected", Integer),
    Column("data", JSONB, nullable=False),
    Column("sent_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    Column("answered_at", DateTime(timezone=True)),
    Column("answer", JSONB),
    Index("ix_sent_person", "tenant", "person", text("sent_at DESC")),
    Index("ix_sent_age", "sent_at"),
)
"""The commands that were sent from here, each with its answer once it is there, whichever instance reads it.
``data`` has nothing secret in it; a row lives for a few days. No replay makes them again."""

VOTED = Table(
    "voted",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("ballot", Text, primary_key=True),
    Column("person", Text, primary_key=True),
)
"""Who has voted from here in ballots that are open, so that nobody is asked twice; not how. No replay makes
it again."""

SAVED_FILTERS = Table(
    "saved_filters",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("name", Text, primary_key=True),
    Column("path", Text, nullable=False),
    Column("query", Text, nullable=False),
)
"""Filters of lists that somebody has named. No replay makes them again."""

CALENDAR_LINKS = Table(
    "calendar_links",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("hash", Text, nullable=False),
    Column("made_at", DateTime(timezone=True), nullable=False, server_default=func.now()),
    UniqueConstraint("hash"),
)
"""The secret address of somebody's calendar; of it only the hash. No replay makes it again."""
