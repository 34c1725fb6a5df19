"""Who read a contact stands: the service's own role adds rows, and neither changes nor removes one.

For three years (个人信息保护法 art. 54; the time that docs/generated/personal-data.md says). An administrator may.
"""

from alembic import op

revision = "intake_0016"
down_revision = "intake_0015"
branch_labels = None
depends_on = None
least_code = "intake_0009"


def upgrade() -> None:
    op.execute(
        "CREATE FUNCTION contact_reads_stand() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "IF current_setting('is_superuser') <> 'on' "
        "AND (TG_OP <> 'DELETE' OR OLD.read_at > now() - interval '3 years') THEN "
        "RAISE insufficient_privilege USING MESSAGE = 'contact_reads is added to, and not changed'; "
        "END IF; "
        "IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW; END $$"
    )
    op.execute(
        "CREATE TRIGGER contact_reads_stand BEFORE UPDATE OR DELETE ON contact_reads "
        "FOR EACH ROW EXECUTE FUNCTION contact_reads_stand()"
    )
    op.execute(
        "CREATE TRIGGER contact_reads_stay BEFORE TRUNCATE ON contact_reads "
        "FOR EACH STATEMENT EXECUTE FUNCTION contact_reads_stand()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER contact_reads_stay ON contact_reads")
    op.execute("DROP TRIGGER contact_reads_stand ON contact_reads")
    op.execute("DROP FUNCTION contact_reads_stand()")
