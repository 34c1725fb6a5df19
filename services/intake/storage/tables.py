"""Intake's tables and kinds; contact data in a table of its own."""

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, Double, Identity, Index, Integer, Table, Text
from sqlalchemy.dialects.postgresql import JSONB

from services.intake.domain.submission import Submission
from services.intake.domain.submission_table import SUBMISSION_TABLE
from services.intake.domain.topic import Topic
from services.intake.domain.topic_table import TOPIC_TABLE
from shared.contracts.intake import SubmissionSnapshot, TopicSnapshot
from shared.database import new_metadata
from shared.journal.tables import journal_tables
from shared.storage.kind import Kind, thing_table

METADATA = new_metadata()
JOURNAL = journal_tables(METADATA)

SUBMISSION = Kind("submission", Submission, SubmissionSnapshot, SUBMISSION_TABLE, thing_table("submission", METADATA))
TOPIC = Kind("topic", Topic, TopicSnapshot, TOPIC_TABLE, thing_table("topic", METADATA))
KINDS = (SUBMISSION, TOPIC)

Index(
    "uq_submission_trace_code",
    SUBMISSION.rows.c.township,
    SUBMISSION.rows.c.data["trace_code"].astext,
    unique=True,
)
"""Should two submissions ever draw the same code, the second message fails, is tried again and draws another."""

_SINCE, _UNTOLD = (SUBMISSION.rows.c.data[name].astext for name in ("counts_from", "untold_since"))
Index("ix_submission_queue", SUBMISSION.rows.c.township, SUBMISSION.rows.c.state, _SINCE, SUBMISSION.rows.c.id)
Index(
    "ix_submission_untold",
    SUBMISSION.rows.c.township,
    _UNTOLD,
    SUBMISSION.rows.c.id,
    postgresql_where=_UNTOLD.is_not(None),
)
"""Taken only if the planner knows how few are untold: the statistics ``st_submission_untold`` of migration 0008."""

_RAISER, _RAISED = (SUBMISSION.rows.c.data[name].astext for name in ("raiser_key", "submitted_at"))
Index(
    "ix_submission_raiser",
    SUBMISSION.rows.c.township,
    _RAISER,
    _RAISED,
    postgresql_where=_RAISER.is_not(None),
)

BARS = Table(
    "bars",
    METADATA,
    Column("township", Text, primary_key=True),
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
    Column("township", Text, primary_key=True),
    Column("partner", Text, primary_key=True),
    Column("raised_at", DateTime(timezone=True), primary_key=True),
    Column("submission_id", Text, primary_key=True),
    comment="What partners with a quota have raised; the key is what is counted by.",
)

CONTACTS = Table(
    "contacts",
    METADATA,
    Column("township", Text, primary_key=True),
    Column("submission_id", Text, primary_key=True),
    Column("name", Text),
    Column("phone", Text),
    Column("stored_at", DateTime(timezone=True), nullable=False),
    comment="How to reach raisers. In no document, event or log; stored_at is where its retention time starts.",
)

ATTACHMENTS = Table(
    "attachments",
    METADATA,
    Column("township", Text, primary_key=True),
    Column("attachment_id", Text, primary_key=True),
    Column("media_type", Text, nullable=False),
    Column("size", BigInteger, nullable=False),
    Column("uploaded_at", DateTime(timezone=True), nullable=False),
    comment="Files that are kept in the attachment store.",
)

ATTACHMENT_USES = Table(
    "attachment_uses",
    METADATA,
    Column("township", Text, primary_key=True),
    Column("attachment_id", Text, primary_key=True),
    Column("submission_id", Text, primary_key=True),
    comment="Which submissions a file belongs to; a file without any is erased after a while.",
)

SIGHTINGS = Table(
    "sightings",
    METADATA,
    Column("township", Text, primary_key=True),
    Column("submission_id", Text, primary_key=True),
    Column("submitted_at", DateTime(timezone=True), nullable=False),
    Column("category", Text, nullable=False),
    Column("village", Text),
    Column("places", ARRAY(Text), nullable=False),
    Column("latitude", Double),
    Column("longitude", Double),
    Column("tokens", ARRAY(Integer), nullable=False),
    Column("keys", ARRAY(BigInteger), nullable=False),
    comment="What is remembered of submissions to find similar ones: hashes of words, no text (docs/adr, 0028).",
)
Index("ix_sightings_keys", SIGHTINGS.c["keys"], postgresql_using="gin", postgresql_with={"fastupdate": "off"})
"""Without the list of pending entries, which every look-up would have to read through."""
Index("ix_sightings_township_submitted_at", SIGHTINGS.c.township, SIGHTINGS.c.submitted_at)
"""While little is stored, the window alone is quicker than the keys."""

DECISIONS = Table(
    "triage_decisions",
    METADATA,
    Column("township", Text, primary_key=True),
    Column("submission_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True),
    Column("decided_at", DateTime(timezone=True), nullable=False),
    Column("example", JSONB, nullable=False),
    comment="What the office decided about a submission, beside what triage had suggested: material to learn from.",
)

CONTACT_READS = Table(
    "contact_reads",
    METADATA,
    Column("position", BigInteger, Identity(always=True), primary_key=True),
    Column("township", Text, nullable=False),
    Column("submission_id", Text, nullable=False),
    Column("read_by", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("read_at", DateTime(timezone=True), nullable=False),
    Index("ix_contact_reads_submission", "township", "submission_id", "position"),
    comment="Who read how a raiser is reached, or their own words, and why.",
)
