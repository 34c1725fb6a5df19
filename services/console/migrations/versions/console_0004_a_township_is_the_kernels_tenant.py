"""the kernel calls a township its tenant."""

from alembic import op

revision = "console_0004"
down_revision = "console_0003"
branch_labels = None
depends_on = None
least_code = revision

TABLES = (
    "inbox",
    "journal",
    "known",
    "parked_messages",
    "timeline",
)


def upgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "township", new_column_name="tenant")


def downgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "tenant", new_column_name="township")
