"""What is over leaves the tables that are asked for each message: older events, and the purges' own account."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "shelves_0006"
down_revision = "shelves_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "journal_past",
        sa.Column("position", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=True),
        sa.Column("time", sa.DateTime(timezone=True), nullable=False),
        sa.Column("envelope", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("correlation", sa.Text(), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asker", sa.Text(), nullable=True),
        sa.Column("public", sa.Text(), nullable=True),
        sa.Column("vouched", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_journal_past")),
    )
    op.create_index(
        "ix_journal_past_subject", "journal_past", ["tenant", "subject", "position"], unique=False
    )
    op.create_table(
        "purges",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("known_since", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("page", sa.BigInteger(), nullable=True),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reached", sa.DateTime(timezone=True), nullable=True),
        sa.Column("removed", sa.BigInteger(), server_default="0", nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_purges")),
    )
    op.create_table(
        "purged",
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("part", "type", name=op.f("pk_purged")),
    )


def downgrade() -> None:
    names = (
        "position, id, tenant, type, subject, sequence, time, envelope, body, correlation, sent_at, asker, "
        "public, vouched"
    )
    op.execute(f"INSERT INTO journal ({names}) OVERRIDING SYSTEM VALUE SELECT {names} FROM journal_past")
    op.drop_table("purged")
    op.drop_table("purges")
    op.drop_index("ix_journal_past_subject", table_name="journal_past")
    op.drop_table("journal_past")
