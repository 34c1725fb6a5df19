"""Intake's tables and kinds; contact data in a table of its own."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    DateTime,
    Double,
    Identity,
    Index,
    Integer,
    Table,
    Text,
    false,
    literal_column,
)
from sqlalchemy.dialects.postgresql import JSONB

from services.intake.domain.submission.submission import Submission
from services.intake.domain.submission.table import SUBMISSION_TABLE
from services.intake.domain.topic.table import TOPIC_TABLE
from services.intake.domain.topic.topic import Topic
from shared.kernel.journal.tables import journal_tables
from shared.kernel.store.database import new_metadata
from shared.kernel.store.kind import Kind, thing_table
from shared.language.contracts.intake import SubmissionSnapshot, TopicSnapshot

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)

SUBMISSION = Kind(
    "submission", Submission, SubmissionSnapshot, SUBMISSION_TABLE, thing_table("submission", METADATA)
)
TOPIC = Kind("topic", Topic, TopicSnapshot, TOPIC_TABLE, thing_table("topic", METADATA))
KINDS = (SUBMISSION, TOPIC)

Index(
    "uq_submission_trace_code",
    SUBMISSION.table.c.tenant,
    SUBMISSION.table.c.data["trace_code"].astext,
    unique=True,
)
"""Should two submissions ever draw the same code, the second message fails, is tried again and draws
another."""

_SINCE, _UNTOLD = (SUBMISSION.table.c.data[name].astext for name in ("counts_from", "untold_since"))
CALM: ColumnElement[bool] = literal_column("((data ->> 'urgency') IS DISTINCT FROM 'danger')", Boolean)
"""Whether a submission is no danger: dangers come first. Written out, as the index has it."""
Index(
    "ix_submission_queue",
    SUBMISSION.table.c.tenant,
    SUBMISSION.table.c.state,
    CALM,
    _SINCE,
    SUBMISSION.table.c.id,
)
Index(
    "ix_submission_untold",
    SUBMISSION.table.c.tenant,
    _UNTOLD,
    SUBMISSION.table.c.id,
    postgresql_where=_UNTOLD.is_not(None),
)
"""Taken only if the planner knows how few are untold: the statistics ``st_submission_untold`` of migration
0008."""

UNDECIDED: ColumnElement[bool] = literal_column(
    "(coalesce(data ->> 'published', data ->> 'erased_at', nullif(data ->> 'unpublished_why', ''),"
    " nullif(data ->> 'made_confidential', '0')) IS NULL"
    " AND state NOT IN ('rejected', 'withdrawn', 'split'))",
    Boolean,
)
"""Whether nobody has decided what everybody may read of a submission. Written out, as the index has it."""
Index(
    "ix_submission_unpublished",
    SUBMISSION.table.c.tenant,
    CALM,
    _SINCE,
    SUBMISSION.table.c.id,
    postgresql_where=UNDECIDED,
)
"""Those are few: the statistics ``st_submission_undecided`` of migration 0015 say so to the planner."""

_RAISER, _RAISED = (SUBMISSION.table.c.data[name].astext for name in ("raiser_key", "submitted_at"))
Index(
    "ix_submission_raiser",
    SUBMISSION.table.c.tenant,
    _RAISER,
    _RAISED,
    postgresql_where=_RAISER.is_not(None),
)

BARS = Table(
    "bars",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("person", Text, primary_key=True),
    Column("at", DateTime(timezone=True), primary_key=True),
    Column("until", DateTime(timezone=True), nullable=False),
    Column("why", Text, nullable=False),
    Column("barred_by", Text, nullable=False),
    comment="Raisers, by their key, from whom the office takes nothing for a while; the latest word counts.",
)

RAISED_BY_PARTNERS = Table(
    "raised_by_partners",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("partner", Text, primary_key=True),
    Column("raised_at", DateTime(timezone=True), primary_key=True),
    Column("submission_id", Text, primary_key=True),
    comment="What partners with a quota have raised; the key is what is counted by.",
)

CONTACTS = Table(
    "contacts",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("submission_id", Text, primary_key=True),
    Column("name", Text),
    Column("phone", Text),
    Column("stored_at", DateTime(timezone=True), nullable=False),
    comment="How to reach raisers. In no document, event or log; stored_at is where its retention time "
    "starts.",
)

ATTACHMENTS = Table(
    "attachments",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("attachment_id", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("uploaded_at", DateTime(timezone=True), nullable=False),
    comment="Files that are kept in the attachment store.",
)

ATTACHMENT_USES = Table(
    "attachment_uses",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("attachment_id", Text, primary_key=True),
    Column("submission_id", Text, primary_key=True),
    comment="Which submissions a file belongs to; a file without any is erased after a while.",
)

SIGHTINGS = Table(
    "sightings",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("submission_id", Text, primary_key=True),
    Column("submitted_at", DateTime(timezone=True), nullable=False),
    Column("category", Text, nullable=False),
    Column("village", Text),
    Column("places", ARRAY(Text), nullable=False),
    Column("latitude", Double),
    Column("longitude", Double),
    Column("tokens", ARRAY(Integer), nullable=False),
    Column("keys", ARRAY(BigInteger), nullable=False),
    comment="What is remembered of submissions to find similar ones: hashes of words, no text (docs/adr, "
    "0028).",
)
Index("ix_sightings_keys", SIGHTINGS.c["keys"], postgresql_using="gin", postgresql_with={"fastupdate": "off"})
"""Without the list of pending entries, which every look-up would have to read through."""
Index("ix_sightings_township_submitted_at", SIGHTINGS.c.tenant, SIGHTINGS.c.submitted_at)
"""While little is stored, the window alone is quicker than the keys."""

DECISIONS = Table(
    "triage_decisions",
    METADATA,
    Column("tenant", Text, primary_key=True),
    Column("submission_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("decided_at", DateTime(timezone=True), nullable=False),
    Column("example", JSONB, nullable=False),
    comment="What the office decided about a submission, beside what triage had suggested: material to "
    "learn from.",
)

CONTACT_READS = Table(
    "contact_reads",
    METADATA,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("tenant", Text, nullable=False),
    Column("submission_id", Text, nullable=False),
    Column("read_by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    Column("refused", Boolean, nullable=False, server_default=false()),
    Index("ix_contact_reads_submission", "tenant", "submission_id", "position"),
    comment="Who read how a raiser is reached, or their own words, and why; and who was refused.",
)
