"""the kernel calls a township its tenant."""

from alembic import op

revision = "handling_0004"
down_revision = "handling_0003"
branch_labels = None
depends_on = None
least_code = revision

TABLES = (
    "inbox",
    "item",
    "journal",
    "known",
    "parked_messages",
    "project",
    "promise",
)


def upgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "township", new_column_name="tenant")


def downgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "tenant", new_column_name="township")
