"""Queues, decisions, readings and bars."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "intake_0006"
down_revision = "intake_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bars",
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("barred_by", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("township", "person", "at", name=op.f("pk_bars")),
        comment="Raisers, by their key, from whom the office takes nothing for a while; the latest word counts.",
    )
    op.create_table(
        "contact_reads",
        sa.Column("position", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("read_by", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_contact_reads")),
        comment="Who read how a raiser is reached, or their own words, and why.",
    )
    op.create_index(
        "ix_contact_reads_submission",
        "contact_reads",
        ["township", "submission_id", "position"],
        unique=False,
    )
    op.create_table(
        "triage_decisions",
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("example", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.PrimaryKeyConstraint("township", "submission_id", "version", name=op.f("pk_triage_decisions")),
        comment="What the office decided about a submission, beside what triage had suggested: material to learn from.",
    )
    op.create_index(
        "ix_submission_queue",
        "submission",
        ["township", "state", sa.literal_column("(data ->> 'counts_from')"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_submission_raiser",
        "submission",
        [
            "township",
            sa.literal_column("(data ->> 'raiser_key')"),
            sa.literal_column("(data ->> 'submitted_at')"),
        ],
        unique=False,
        postgresql_where=sa.text("(data ->> 'raiser_key') IS NOT NULL"),
    )
    op.create_index(
        "ix_submission_untold",
        "submission",
        ["township", sa.literal_column("(data ->> 'untold_since')"), "id"],
        unique=False,
        postgresql_where=sa.text("(data ->> 'untold_since') IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_submission_untold",
        table_name="submission",
        postgresql_where=sa.text("(data ->> 'untold_since') IS NOT NULL"),
    )
    op.drop_index(
        "ix_submission_raiser",
        table_name="submission",
        postgresql_where=sa.text("(data ->> 'raiser_key') IS NOT NULL"),
    )
    op.drop_index("ix_submission_queue", table_name="submission")
    op.drop_table("triage_decisions")
    op.drop_index("ix_contact_reads_submission", table_name="contact_reads")
    op.drop_table("contact_reads")
    op.drop_table("bars")
