"""Who vouched for a command stays with its answer."""

import sqlalchemy as sa
from alembic import op

revision = "desk_0005"
down_revision = "desk_0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("journal", sa.Column("vouched", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("journal", "vouched")
