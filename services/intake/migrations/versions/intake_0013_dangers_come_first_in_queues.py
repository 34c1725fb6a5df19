"""Dangers come first in the office's queues."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0013"
down_revision = "intake_0012"
branch_labels = None
depends_on = None

SINCE: sa.ColumnElement[str] = sa.literal_column("(data ->> 'counts_from')")
CALM: sa.ColumnElement[bool] = sa.literal_column("((data ->> 'urgency') IS DISTINCT FROM 'danger')")


def upgrade() -> None:
    op.drop_index("ix_submission_queue", table_name="submission")
    op.create_index("ix_submission_queue", "submission", ["tenant", "state", CALM, SINCE, "id"])


def downgrade() -> None:
    op.drop_index("ix_submission_queue", table_name="submission")
    op.create_index("ix_submission_queue", "submission", ["tenant", "state", SINCE, "id"])
