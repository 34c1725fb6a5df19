"""Find the matters of which nobody has decided what everybody may read.

Nothing is known of the values of an expression that only a partial index has: the statistics say how few they
are, as those of 0008 do.
"""

import sqlalchemy as sa
from alembic import op

revision = "intake_0015"
down_revision = "intake_0014"
branch_labels = None
depends_on = None
least_code = "intake_0009"

SINCE: sa.ColumnElement[str] = sa.literal_column("(data ->> 'counts_from')")
CALM: sa.ColumnElement[bool] = sa.literal_column("((data ->> 'urgency') IS DISTINCT FROM 'danger')")
UNDECIDED = (
    "(coalesce(data ->> 'published', data ->> 'erased_at', nullif(data ->> 'unpublished_why', ''),"
    " nullif(data ->> 'made_confidential', '0')) IS NULL"
    " AND state NOT IN ('rejected', 'withdrawn', 'split'))"
)


def upgrade() -> None:
    op.create_index(
        "ix_submission_unpublished",
        "submission",
        ["tenant", CALM, SINCE, "id"],
        postgresql_where=sa.text(UNDECIDED),
    )
    op.execute(f"CREATE STATISTICS st_submission_undecided ON ({UNDECIDED}) FROM submission")
    op.execute("ANALYZE submission")


def downgrade() -> None:
    op.execute("DROP STATISTICS st_submission_undecided")
    op.drop_index("ix_submission_unpublished", table_name="submission")
