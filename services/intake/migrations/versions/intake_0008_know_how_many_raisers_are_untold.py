"""Know how many raisers are untold.

Nothing is known of the values of an expression that only a partial index has; the planner took all
submissions for untold, and where a database holds one township it read all of them to count a few.
"""

from alembic import op

revision = "intake_0008"
down_revision = "intake_0007"
branch_labels = None
depends_on = None
least_code = revision


def upgrade() -> None:
    op.execute("CREATE STATISTICS st_submission_untold ON (data ->> 'untold_since') FROM submission")
    op.execute("ANALYZE submission")


def downgrade() -> None:
    op.execute("DROP STATISTICS st_submission_untold")
