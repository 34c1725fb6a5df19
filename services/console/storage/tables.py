"""The console's tables: the copies of all public things, and the timeline of all public events."""

from typing import Any

from sqlalchemy import (
    Boolean,
    Column,
    Computed,
    Date,
    DateTime,
    Index,
    Integer,
    Table,
    Text,
    literal_column,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB

from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata
from shared.kernel.store.landings import landings_table

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)
LANDINGS = landings_table(METADATA)

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
    Column("recorded_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Index("ix_timeline_recorded", "tenant", text("recorded_at DESC")),
    Index("ix_timeline_subject", "tenant", "kind", "subject"),
    Index("ix_timeline_newest", "tenant", text("at DESC")),
    Index("ix_timeline_stage", "tenant", "stage"),
)
"""One row per public event. ``actor_id`` is absent where it would tell who a citizen is or who voted.
``recorded_at``: when it came here, by which open pages notice that there is news."""

FIGURES = Table(
    "figures",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("figures_id", Text, primary_key=True),
    Column("first_day", Date, nullable=False),
    Column("last_day", Date, nullable=False),
    Column("published_at", DateTime(timezone=True), nullable=False),
    Column("figures", JSONB, nullable=False),
    Index("ix_figures_newest", "tenant", text("published_at DESC")),
)
"""The figures that the office has published, each period as often as it was counted."""

SENT = Table(
    "sent",
    METADATA,
    Column("id", Text, primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("type", Text, nullable=False),
    Column("sent_at", DateTime(timezone=True), nullable=False, server_default=text("now()")),
    Column("answer", JSONB),
    Column("answered_at", DateTime(timezone=True)),
    Index("ix_sent_at", "sent_at"),
)
"""What citizens have sent from the pages, for some days: no word of theirs, only which command, and its
answer. The instance that reads an answer need not be the one that is asked for it."""

_ADDED: tuple[Column[Any], ...] = (
    Column("standing", Text, Computed("listed_standing(kind, data)", persisted=True)),
    Column("due_on", Text, Computed("data ->> 'due_on'", persisted=True)),
    Column("listed_at", Text, Computed("listed_at(kind, data)", persisted=True)),
    Column("marks", ARRAY(Text), Computed("listed_marks(kind, data)", persisted=True)),
)
"""Of the copies, for lists: ``standing``, the state, but for topics of which items came, and nothing of what
is confidential; ``listed_at``, the moment by which lists are sorted; ``marks``, what filters and search ask,
as ``storage/listing.py`` says. The functions are in migration 0010."""
for _column in _ADDED:
    JOURNAL.known.append_column(_column)

STATE = literal_column("(data ->> 'state')", Text)
"""A known thing's state."""

TRACE_CODE = literal_column("upper(regexp_replace(data ->> 'trace_code', '[^0-9A-Za-z]', '', 'g'))", Text)
"""A submission's trace code without what people add or lose when they copy it."""

WAITS = literal_column("(data -> 'waiting') <> '[]'::jsonb", Boolean)
"""A known thing waits for somebody."""

Index("ix_known_waiting", JOURNAL.known.c.tenant, _table=JOURNAL.known, postgresql_where=WAITS)
Index("ix_known_state", JOURNAL.known.c.tenant, JOURNAL.known.c.kind, STATE, _table=JOURNAL.known)
Index(
    "ix_known_standing",
    *(JOURNAL.known.c[name] for name in ("tenant", "kind", "standing", "due_on", "id")),
    postgresql_where=text("standing IS NOT NULL"),
)
Index(
    "ix_known_listed",
    *(JOURNAL.known.c[name] for name in ("tenant", "kind", "listed_at", "id")),
    postgresql_where=text("listed_at IS NOT NULL"),
)
Index("ix_known_marks", JOURNAL.known.c.marks, postgresql_using="gin")
Index("ix_known_trace_code", TRACE_CODE, _table=JOURNAL.known, postgresql_where=text("kind = 'submission'"))
Index(
    "ix_known_links",
    JOURNAL.known.c.data,
    postgresql_using="gin",
    postgresql_ops={"data": "jsonb_path_ops"},
    postgresql_where=text("kind <> 'submission'"),
)
