"""A reading that was refused is in the log as well: somebody whom the matter concerns wanted to see its raiser."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0018"
down_revision = "intake_0017"
branch_labels = None
depends_on = None
least_code = "intake_0009"

_BEFORE = "Who read how a raiser is reached, or their own words, and why."
_AFTER = "Who read how a raiser is reached, or their own words, and why; and who was refused."


def upgrade() -> None:
    op.add_column(
        "contact_reads", sa.Column("refused", sa.Boolean(), server_default=sa.false(), nullable=False)
    )
    op.create_table_comment("contact_reads", _AFTER, existing_comment=_BEFORE)


def downgrade() -> None:
    op.create_table_comment("contact_reads", _BEFORE, existing_comment=_AFTER)
    op.drop_column("contact_reads", "refused")
