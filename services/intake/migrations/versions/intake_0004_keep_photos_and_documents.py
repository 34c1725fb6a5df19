"""keep photos and documents."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0004"
down_revision = "intake_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attachment_uses",
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Text(), nullable=False),
        sa.Column("submission_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint(
            "township", "attachment_id", "submission_id", name=op.f("pk_attachment_uses")
        ),
        comment="Which submissions a file belongs to; a file without any is erased after a while.",
    )
    op.create_table(
        "attachments",
        sa.Column("township", sa.Text(), nullable=False),
        sa.Column("attachment_id", sa.Text(), nullable=False),
        sa.Column("media_type", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("township", "attachment_id", name=op.f("pk_attachments")),
        comment="Files that are kept in the attachment store.",
    )


def downgrade() -> None:
    op.drop_table("attachments")
    op.drop_table("attachment_uses")
