"""the kernel calls a township its tenant."""

from alembic import op

revision = "intake_0009"
down_revision = "intake_0008"
branch_labels = None
depends_on = None
least_code = revision

TABLES = (
    "attachment_uses",
    "attachments",
    "bars",
    "contact_reads",
    "contacts",
    "inbox",
    "journal",
    "known",
    "parked_messages",
    "raised_by_partners",
    "sightings",
    "submission",
    "topic",
    "triage_decisions",
)


def upgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "township", new_column_name="tenant")


def downgrade() -> None:
    for table in TABLES:
        op.alter_column(table, "tenant", new_column_name="township")
