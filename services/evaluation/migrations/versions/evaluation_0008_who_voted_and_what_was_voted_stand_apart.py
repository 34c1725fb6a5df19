"""Who voted and what was voted stand in two tables that nothing links."""

import sqlalchemy as sa
from alembic import op

revision = "evaluation_0008"
down_revision = "evaluation_0007"
branch_labels = None
depends_on = None
least_code = revision


def upgrade() -> None:
    op.create_table(
        "ballot_roll",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("ballot_id", sa.Text(), nullable=False),
        sa.Column("voter", sa.Text(), nullable=False),
        sa.Column("paper", sa.Text(), nullable=True),
        sa.Column("entered_by", sa.Text(), nullable=False),
        sa.Column("second_person", sa.Text(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "ballot_id", "voter", name=op.f("pk_ballot_roll")),
        comment="Who has voted, and not what: for the office's audit. As many rows a ballot as in votes.",
    )
    op.create_index("uq_ballot_roll_paper", "ballot_roll", ["tenant", "ballot_id", "paper"], unique=True)
    op.execute(
        "INSERT INTO ballot_roll (tenant, ballot_id, voter, entered_by, at) "
        "SELECT tenant, ballot_id, voter, voter, cast_at FROM votes"
    )
    op.add_column("votes", sa.Column("id", sa.Text(), nullable=True))
    op.execute("UPDATE votes SET id = gen_random_uuid()::text")
    op.drop_constraint("pk_votes", "votes", type_="primary")
    for column in ("voter", "round", "cast_at"):
        op.drop_column("votes", column)
    op.alter_column("votes", "id", nullable=False)
    op.create_primary_key("pk_votes", "votes", ["tenant", "ballot_id", "id"])
    op.create_table_comment(
        "votes",
        "Secret: what was chosen, a row for each vote, under an id that leads to nobody; read to count.",
    )


def downgrade() -> None:
    """Nobody knows any more whose votes they are: their ids stand for the voters."""
    op.drop_constraint("pk_votes", "votes", type_="primary")
    op.alter_column("votes", "id", new_column_name="voter")
    op.create_primary_key("pk_votes", "votes", ["tenant", "ballot_id", "voter"])
    op.add_column("votes", sa.Column("round", sa.Integer(), nullable=False, server_default="1"))
    op.add_column(
        "votes",
        sa.Column("cast_at", sa.DateTime(timezone=True), nullable=False, server_default=sa.func.now()),
    )
    op.drop_table("ballot_roll")
