"""The tables of the programs that the platform is measured against: as few columns and indexes as the work
needs."""

STATEMENTS = (
    "CREATE TABLE inbox (consumer text, tenant text, source text, message_id text, "
    "handled_at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (consumer, tenant, source, message_id))",
    "CREATE TABLE project (tenant text, id text, state text NOT NULL, version int NOT NULL, "
    "data jsonb NOT NULL, PRIMARY KEY (tenant, id))",
    "CREATE TABLE outbox (position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, id text NOT NULL UNIQUE, "
    "type text NOT NULL, body text NOT NULL, sent_at timestamptz)",
    "CREATE INDEX ix_outbox_unsent ON outbox (position) WHERE sent_at IS NULL",
)
