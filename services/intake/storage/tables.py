"""Intake's tables and kinds; contact data in a table of its own."""

from sqlalchemy import ARRAY, BigInteger, Column, DateTime, Double, Index, Integer, Table, Text

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
    comment="What is remembered of submissions to find similar ones: hashes of words, no text (docs/adr, 0032).",
)
Index("ix_sightings_keys", SIGHTINGS.c["keys"], postgresql_using="gin", postgresql_with={"fastupdate": "off"})
"""Without the list of pending entries, which every look-up would have to read through."""
Index("ix_sightings_township_submitted_at", SIGHTINGS.c.township, SIGHTINGS.c.submitted_at)
"""While little is stored, the window alone is quicker than the keys."""
