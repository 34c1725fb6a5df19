"""The console's tables: the copies of all public things, and the timeline of all public events."""

from sqlalchemy import Boolean, Column, DateTime, Index, Integer, Table, Text, literal_column, text
from sqlalchemy.dialects.postgresql import JSONB

from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)

TIMELINE = Table(
    "timeline",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("event_id", Text, primary_key=True),
    Column("at", DateTime(timezone=True), nullable=False),
    Column("type", Text, nullable=False),
    Column("stage", Text, nullable=False),
    Column("kind", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("sequence", Integer, nullable=False),
    Column("actor_id", Text),
    Column("actor_role", Text, nullable=False),
    Column("actor_department", Text),
    Column("detail", JSONB, nullable=False),
    Index("ix_timeline_subject", "tenant", "kind", "subject"),
    Index("ix_timeline_newest", "tenant", text("at DESC")),
    Index("ix_timeline_stage", "tenant", "stage"),
)
"""One row per public event. ``actor_id`` is absent where it would tell who a citizen is or who voted."""

STATE = literal_column("(data ->> 'state')", Text)
"""A known thing's state."""

TRACE_CODE = literal_column("upper(regexp_replace(data ->> 'trace_code', '[^0-9A-Za-z]', '', 'g'))", Text)
"""A submission's trace code without what people add or lose when they copy it."""

WAITS = literal_column("(data -> 'waiting') <> '[]'::jsonb", Boolean)
"""A known thing waits for somebody."""

Index("ix_known_waiting", JOURNAL.known.c.tenant, _table=JOURNAL.known, postgresql_where=WAITS)
Index("ix_known_state", JOURNAL.known.c.tenant, JOURNAL.known.c.kind, STATE, _table=JOURNAL.known)
Index("ix_known_trace_code", TRACE_CODE, _table=JOURNAL.known, postgresql_where=text("kind = 'submission'"))
Index(
    "ix_known_links",
    JOURNAL.known.c.data,
    postgresql_using="gin",
    postgresql_ops={"data": "jsonb_path_ops"},
    postgresql_where=text("kind <> 'submission'"),
)
