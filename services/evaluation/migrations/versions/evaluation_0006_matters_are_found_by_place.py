"""matters are found by place and category."""

import sqlalchemy as sa
from alembic import op

revision = "evaluation_0006"
down_revision = "evaluation_0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_known_place",
        "known",
        ["tenant", sa.text("(data->>'village')"), sa.text("(data->>'category')")],
        postgresql_where=sa.text("(data->>'village') IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_known_place", table_name="known")
