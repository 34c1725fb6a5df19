"""Answers are rows of the journal, and the inbox knows what commands said."""

import sqlalchemy as sa
from alembic import op

revision = "console_0007"
down_revision = "console_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox", sa.Column("digest", sa.LargeBinary(), nullable=True))
    op.add_column("journal", sa.Column("asker", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("journal", "asker")
    op.drop_column("inbox", "digest")
