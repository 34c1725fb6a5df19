"""Events have two faces: the public one where it is another."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "directory_0004"
down_revision = "directory_0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("public", sa.Text(), nullable=True))
    op.add_column(
        "replays",
        sa.Column("inside", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("replays", "inside")
    op.drop_column("journal", "public")
