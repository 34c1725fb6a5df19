"""Count the matters that partners raise."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0007"
down_revision = "intake_0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "raised_by_partners",
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "township", "partner", "raised_at", "submission_id", name=op.f("pk_raised_by_partners")
        ),
        comment="What partners with a quota have raised; the key is what is counted by.",
    )


def downgrade() -> None:
    op.drop_table("raised_by_partners")
