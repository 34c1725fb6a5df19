"""the kernel calls a township its tenant."""

from alembic import op

revision = "evaluation_0004"
down_revision = "evaluation_0003"
branch_labels = None
depends_on = None
least_code = revision

TABLES = (
    "alarm",
    "ballot",
    "inbox",
    "journal",
    "known",
    "parked_messages",
    "rating",
    "votes",
)


def upgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "township", new_column_name="tenant")


def downgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "tenant", new_column_name="township")
