"""What is not confirmed waits alone."""

import sqlalchemy as sa
from alembic import op

revision = "evaluation_0005"
down_revision = "evaluation_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("failures", sa.Integer(), server_default="0", nullable=False))
    op.add_column("journal", sa.Column("waits_until", sa.DateTime(timezone=True), nullable=True))
    op.drop_index(
        op.f("ix_journal_unsent"),
        table_name="journal",
        postgresql_where="((sent_at IS NULL) AND (available_at IS NULL))",
    )
    op.create_index(
        "ix_journal_fresh",
        "journal",
        ["position"],
        unique=False,
        postgresql_where=sa.text("sent_at IS NULL AND available_at IS NULL AND waits_until IS NULL"),
    )
    op.create_index(
        "ix_journal_held",
        "journal",
        ["tenant", "subject", "position"],
        unique=False,
        postgresql_where=sa.text("sent_at IS NULL AND waits_until IS NOT NULL"),
    )
    op.create_index(
        "ix_journal_waiting",
        "journal",
        ["waits_until", "position"],
        unique=False,
        postgresql_where=sa.text("sent_at IS NULL AND waits_until IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index(
        "ix_journal_waiting",
        table_name="journal",
        postgresql_where=sa.text("sent_at IS NULL AND waits_until IS NOT NULL"),
    )
    op.drop_index(
        "ix_journal_held",
        table_name="journal",
        postgresql_where=sa.text("sent_at IS NULL AND waits_until IS NOT NULL"),
    )
    op.drop_index(
        "ix_journal_fresh",
        table_name="journal",
        postgresql_where=sa.text("sent_at IS NULL AND available_at IS NULL AND waits_until IS NULL"),
    )
    op.create_index(
        op.f("ix_journal_unsent"),
        "journal",
        ["position"],
        unique=False,
        postgresql_where="((sent_at IS NULL) AND (available_at IS NULL))",
    )
    op.drop_column("journal", "waits_until")
    op.drop_column("journal", "failures")
