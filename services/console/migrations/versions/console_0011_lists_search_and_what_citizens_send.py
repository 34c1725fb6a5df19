"""Lists and search over the copies, published figures, and what citizens send.

The functions read nothing but their arguments and name nothing but what PostgreSQL has, so that a dump can be
restored in any order. Adding the columns writes the table anew: some seconds for 100,000 things.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "console_0011"
down_revision = "console_0010"
branch_labels = None
depends_on = None
least_code = "console_0009"

_TOLD = "(data ->> 'confidential') IS DISTINCT FROM 'true'"
_STANDING = f"""
CREATE FUNCTION listed_standing(kind text, data jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE
  WHEN NOT ({_TOLD}) THEN NULL
  WHEN kind = 'topic' AND data ->> 'state' = 'discussed' AND data -> 'item_ids' <> '[]'::jsonb
    THEN 'assigned_from'
  ELSE data ->> 'state' END
"""
_AT = f"""
CREATE FUNCTION listed_at(kind text, data jsonb) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN NOT ({_TOLD}) THEN NULL ELSE CASE kind
  WHEN 'submission' THEN CASE WHEN data #>> '{{published,at}}' IS NOT NULL THEN data ->> 'submitted_at' END
  WHEN 'topic' THEN data ->> 'created_at'
  WHEN 'meeting' THEN data ->> 'day'
  WHEN 'item' THEN data ->> 'assigned_at'
  WHEN 'promise' THEN data ->> 'made_at'
  WHEN 'project' THEN data ->> 'planned_at'
END END
"""
_SAID = """
    CASE kind
      WHEN 'submission' THEN
        concat_ws(E'\\n', data #>> '{published,title}', data #>> '{published,text}', data #>> '{published,address}')
      WHEN 'topic' THEN concat_ws(E'\\n', data ->> 'title', data ->> 'text')
      WHEN 'meeting' THEN concat_ws(E'\\n', data ->> 'minutes', jsonb_path_query_array(data, '$.agenda[*].title'))
      WHEN 'item' THEN
        concat_ws(E'\\n', data ->> 'title', jsonb_path_query_array(data, '$.answers[*].public_text'),
          jsonb_path_query_array(data, '$.progress[*].text'))
      WHEN 'promise' THEN data ->> 'text'
      WHEN 'project' THEN concat_ws(E'\\n', data ->> 'title', data ->> 'plan')
    END
"""
_MARKS = f"""
CREATE FUNCTION listed_marks(kind text, data jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN CASE WHEN NOT ({_TOLD}) OR kind NOT IN ('submission', 'topic', 'meeting', 'item', 'promise', 'project')
  THEN NULL ELSE array_remove(ARRAY[
    '=state:' || (data ->> 'state'),
    '=village:' || (data ->> 'village'),
    '=category:' || (data ->> 'category'),
    '=department:' || coalesce(data ->> 'lead', data ->> 'owner', data ->> 'department'),
    '=kind:' || (data ->> 'kind'),
    '=origin:' || (data ->> 'origin')
  ], NULL) || coalesce((
    SELECT array_agg(DISTINCT one || next)
    FROM (
      SELECT one, lead(one) OVER (ORDER BY place) AS next
      FROM unnest(string_to_array(lower(left({_SAID}, 8000)), NULL)) WITH ORDINALITY AS said (one, place)
    ) AS pairs
    WHERE next IS NOT NULL AND one !~ '\\s' AND next !~ '\\s'
  ), '{{}}') END
"""


def upgrade() -> None:
    for function in (_STANDING, _AT, _MARKS):
        op.execute(function)
    for name, type, computed in (
        ("standing", sa.Text(), "listed_standing(kind, data)"),
        ("due_on", sa.Text(), "data ->> 'due_on'"),
        ("listed_at", sa.Text(), "listed_at(kind, data)"),
        ("marks", postgresql.ARRAY(sa.Text()), "listed_marks(kind, data)"),
    ):
        op.add_column("known", sa.Column(name, type, sa.Computed(computed, persisted=True)))
    op.create_index(
        "ix_known_standing",
        "known",
        ["tenant", "kind", "standing", "due_on", "id"],
        postgresql_where=sa.text("standing IS NOT NULL"),
    )
    op.create_index(
        "ix_known_listed",
        "known",
        ["tenant", "kind", "listed_at", "id"],
        postgresql_where=sa.text("listed_at IS NOT NULL"),
    )
    op.create_index("ix_known_marks", "known", ["marks"], postgresql_using="gin")
    recorded = sa.Column(
        "recorded_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False
    )
    op.add_column("timeline", recorded)
    op.create_index("ix_timeline_recorded", "timeline", ["tenant", sa.text("recorded_at DESC")])
    op.create_table(
        "figures",
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("figures_id", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("figures", postgresql.JSONB(), nullable=False),
        sa.PrimaryKeyConstraint("tenant", "figures_id"),
    )
    op.create_index("ix_figures_newest", "figures", ["tenant", sa.text("published_at DESC")])
    op.create_table(
        "sent",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("tenant", sa.Text(), nullable=False),
        sa.Column("type", sa.Text(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("answer", postgresql.JSONB(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_sent_at", "sent", ["sent_at"])


def downgrade() -> None:
    op.drop_table("sent")
    op.drop_table("figures")
    op.drop_index("ix_timeline_recorded", table_name="timeline")
    op.drop_column("timeline", "recorded_at")
    for name in ("ix_known_marks", "ix_known_listed", "ix_known_standing"):
        op.drop_index(name, table_name="known")
    for column in ("marks", "listed_at", "due_on", "standing"):
        op.drop_column("known", column)
    for function in ("listed_marks", "listed_at", "listed_standing"):
        op.execute(f"DROP FUNCTION {function}(text, jsonb)")
