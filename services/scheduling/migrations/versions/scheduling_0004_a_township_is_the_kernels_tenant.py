"""the kernel calls a township its tenant."""

from alembic import op

revision = "scheduling_0004"
down_revision = "scheduling_0003"
branch_labels = None
depends_on = None
least_code = revision

TABLES = (
    "inbox",
    "journal",
    "known",
    "meeting",
    "parked_messages",
    "visit",
)


def upgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "township", new_column_name="tenant")


def downgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "tenant", new_column_name="township")
